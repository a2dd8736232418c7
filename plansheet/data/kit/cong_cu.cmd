@echo off
rem Xem may, doi phan khoi dong Python, ghi so co nut bam. / Examines this computer, changes what
rem starts Python, writes the workbook with buttons. ASCII: cmd.exe has one code page.
setlocal EnableExtensions DisableDelayedExpansion
title plansheet
set "PYTHON=%LOCALAPPDATA%\plansheet\program\python.exe"
set "DESK=%USERPROFILE%\Desktop"
if not exist "%DESK%" set "DESK=%USERPROFILE%"
set "STATUS=2"
set "CHOICE=%~1"
if not exist "%PYTHON%" goto :not_installed
if not "%CHOICE%"=="" goto :chosen
echo.
echo   1  Xem vi sao nut bam khong chay
echo      See why buttons do not work
echo   2  Doi sang phan khoi dong ngan, khi chuong trinh diet virus can
echo      Change to the short runner, where an antivirus program objects
echo   3  Doi ve phan khoi dong cua xlwings
echo      Change back to the runner of xlwings
echo   4  Ghi so co nut bam tong_hop.xlsm ra man hinh nen
echo      Write the workbook with buttons tong_hop.xlsm to the desktop
echo.
set /p "CHOICE=  Go so roi bam Enter / Type a number, then Enter: "

:chosen
echo.
for %%N in (1 2 3 4) do if "%CHOICE%"=="%%N" goto :known
echo   Khong co so do. / There is no such number.
goto :end

:known
if "%CHOICE%"=="1" goto :doctor
rem A workbook that is there stays.
set "BOOK=%DESK%\tong_hop.xlsm"
set "NUMBER=1"
:next_name
if not exist "%BOOK%" goto :named
set /a NUMBER+=1
set "BOOK=%DESK%\tong_hop (%NUMBER%).xlsm"
goto :next_name
:named
if "%CHOICE%"=="2" "%PYTHON%" -I -X utf8 -m plansheet addin install --runner small
if "%CHOICE%"=="3" "%PYTHON%" -I -X utf8 -m plansheet addin install --runner xlwings
if "%CHOICE%"=="4" "%PYTHON%" -I -X utf8 -m plansheet addin install --workbook "%BOOK%"
set "STATUS=%ERRORLEVEL%"
if not "%STATUS%"=="0" goto :end
if "%CHOICE%"=="4" goto :end

:doctor
"%PYTHON%" -I -X utf8 -m plansheet addin doctor
set "STATUS=%ERRORLEVEL%"
goto :end

:not_installed
echo.
echo   plansheet chua duoc cai: bam dup cai_dat.cmd cua bo cai dat.
echo   plansheet is not installed: double-click cai_dat.cmd of the kit.

:end
echo.
if "%~1"=="" pause
exit /b %STATUS%
