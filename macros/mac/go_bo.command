#!/bin/sh
# Gỡ plansheet của người đang dùng máy Mac này. / Removes plansheet of this user of a Mac.
app="$HOME/Library/Application Support/plansheet"
python="$app/program/bin/python"
if [ -x "$python" ] && ! "$python" -I -m plansheet addin uninstall; then
    printf '\n  CHƯA GỠ ĐƯỢC: đóng Excel rồi chạy lại. / NOT REMOVED: close Excel, run this again.\n'
    exit 2
fi
rm -rf "$app"
printf '\n  ĐÃ GỠ plansheet. / plansheet IS REMOVED.\n'
