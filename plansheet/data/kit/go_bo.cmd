@echo off
rem Go plansheet cua nguoi dang dung may; khong can Python. / Removes plansheet of this user.
setlocal EnableExtensions DisableDelayedExpansion
title Go bo plansheet
set "APP=%LOCALAPPDATA%\plansheet"
set "ADDIN=%APPDATA%\Microsoft\Excel\XLSTART\plansheet.xlam"
set "QUIET=%~1"
rem Windows does not move a folder in which a program is at work.
cd /d "%SystemRoot%"
rem cmd.exe reads a block whole before it runs it: this file may be gone in the middle of it.
(
    if exist "%APP%\program.old" rmdir /s /q "%APP%\program.old"
    if exist "%ADDIN%" del /q "%ADDIN%"
    if not exist "%ADDIN%" if exist "%APP%\program" ren "%APP%\program" program.old
    for %%F in ("%ADDIN%" "%APP%\program") do if exist %%F (
        echo.
        echo   CHUA GO DUOC: dong Excel, cho cac nut lam xong roi chay lai.
        echo   NOT REMOVED: close Excel, wait until the buttons are done and run this again.
        if /i not "%QUIET%"=="/quiet" pause
        exit 2
    )
    "%SystemRoot%\System32\reg.exe" delete "HKCU\Software\VB and VBA Program Settings\plansheet" /f >nul 2>&1
    if exist "%APP%" rmdir /s /q "%APP%"
    echo.
    echo   DA GO plansheet. / plansheet IS REMOVED.
    echo.
    if /i not "%QUIET%"=="/quiet" pause
    exit 0
)
