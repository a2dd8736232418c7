@echo off
rem Cai plansheet {version} ({computer}) cho nguoi dang dung may. / Installs plansheet for this user.
rem Chu khong dau: cmd.exe doc tep nay theo bang ma cua may. / ASCII: cmd.exe has one code page.
setlocal EnableExtensions DisableDelayedExpansion
title Cai dat plansheet
set "KIT=%~dp0plansheet"
rem A % in the path, where something expands it twice: Explorer starts this in its own folder.
if not exist "%KIT%" set "KIT=plansheet"
set "APP=%LOCALAPPDATA%\plansheet"
set "PROGRAM=%APP%\program"
set "PYTHON=%KIT%\python.exe"
set "STATUS=2"
echo.
echo   plansheet {version}: dang cai dat, xin cho mot phut...
echo   plansheet {version}: installing, please wait a minute...
echo.
if not exist "%PYTHON%" goto :unpack
"%PYTHON%" -I -B -c "import plansheet"
if not "%ERRORLEVEL%"=="0" goto :no_start

rem What was installed before stays until the new one is whole. Python copies, for it leaves behind
rem the mark that Windows puts on what came from the internet.
for %%N in (new old older) do if exist "%PROGRAM%.%%N" rmdir /s /q "%PROGRAM%.%%N"
"%PYTHON%" -I -B -c "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], copy_function=shutil.copyfile)" "%KIT%" "%PROGRAM%.new"
if not "%ERRORLEVEL%"=="0" goto :failed
rem Something may still be at work in an old one, which then keeps its name.
set "OLD=program.old"
if exist "%APP%\%OLD%" set "OLD=program.older"
if exist "%PROGRAM%" ren "%PROGRAM%" "%OLD%"
ren "%PROGRAM%.new" program
if exist "%PROGRAM%.new" goto :put_back
if not exist "%PROGRAM%" goto :put_back
if exist "%APP%\%OLD%" rmdir /s /q "%APP%\%OLD%"
copy /y "%KIT%\..\go_bo.cmd" "%APP%" >nul
copy /y "%KIT%\..\cong_cu.cmd" "%APP%" >nul
set "PYTHON=%PROGRAM%\python.exe"
rem The buttons start Python so that it keeps no compiled modules: they are compiled once, here.
"%PYTHON%" -I -m compileall -qq "%PROGRAM%"

rem The small runner where xlwings' cannot start a Python in this folder.
"%PYTHON%" -I -X utf8 -m plansheet addin install 2>nul
if not "%ERRORLEVEL%"=="0" "%PYTHON%" -I -X utf8 -m plansheet addin install --runner small
if not "%ERRORLEVEL%"=="0" goto :failed
echo.
"%PYTHON%" -I -X utf8 -m plansheet addin doctor
if not "%ERRORLEVEL%"=="0" goto :doubt
set "STATUS=0"
echo.
echo   DA CAI XONG. Mo Excel: tab "Ke hoach" co cac nut. Nut khong chay: cong_cu.cmd. Go: go_bo.cmd.
echo   DONE. Open Excel: the tab "Ke hoach" has the buttons. They do not work: cong_cu.cmd. To remove:
echo   go_bo.cmd. Both are here and in %%LOCALAPPDATA%%\plansheet.
goto :end

:doubt
set "STATUS=1"
echo.
echo   DA CAI, nhung con viec phai lam: xem cac dong bat dau bang dau X o tren.
echo   INSTALLED, but see the lines with a cross above: something is left to do.
goto :end

:put_back
if not exist "%PROGRAM%" if exist "%APP%\%OLD%" ren "%APP%\%OLD%" program

:failed
echo.
echo   CHUA CAI DUOC. Dong Excel, cho cac nut lam xong roi chay lai. Neu van khong duoc: ly do o
echo   tren, duoi day la ket qua xem xet may nay.
echo   NOT INSTALLED. Close Excel, wait until the buttons are done and run this again. If that does
echo   not help: the reason is above, below is what was found on this computer.
echo.
"%PYTHON%" -I -B -X utf8 -m plansheet addin doctor
goto :end

:no_start
echo.
echo   CHUA CAI DUOC: Python cua bo cai dat khong chay duoc. Chep va giai nen lai tep .zip. Bo nay
echo   danh cho may Windows {computer}. Neu dung loai may, co le chinh sach cua co quan cam chay
echo   chuong trinh la: hoi nguoi quan tri may.
echo   NOT INSTALLED: the kit's Python does not start. Copy and unpack the .zip again. The kit is for
echo   Windows {computer}; if that is what this is, a policy may forbid programs that it does not
echo   know: ask who manages this computer.
goto :end

:unpack
echo   CHUA CAI DUOC: khong thay thu muc plansheet ben canh tep nay. Chuot phai vao tep .zip, chon
echo   Extract All (Giai nen tat ca), roi chay cai_dat.cmd trong thu muc vua giai nen.
echo   NOT INSTALLED: there is no folder plansheet beside this file. Right-click the .zip, choose
echo   Extract All, then run cai_dat.cmd in the new folder.

:end
echo.
if /i not "%~1"=="/quiet" pause
exit /b %STATUS%
