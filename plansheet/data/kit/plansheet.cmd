@"%~dp0python.exe" -I -X utf8 -m plansheet %*
