#!/bin/sh
# Gỡ plansheet của người đang dùng máy Mac này. / Removes plansheet of this user of a Mac.
app="$HOME/Library/Application Support/plansheet"
python="$app/program/bin/python"
if [ -x "$python" ] && ! "$python" -I -m plansheet addin uninstall; then
    printf '\n  CHƯA GỠ ĐƯỢC: đóng Excel rồi chạy lại. / NOT REMOVED: close Excel, run this again.\n'
    exit 2
fi
# Without its Python, as after an update of it, the add-in goes by hand.
office="$HOME/Library/Group Containers/UBF8T346G9.Office/User Content.localized"
rm -f "$office/Startup.localized/Excel/plansheet.xlam"
rm -f "$HOME/Library/Application Scripts/com.microsoft.Excel"/plansheet-*.applescript
# What the buttons remember, where VBA keeps settings of programs by Microsoft's reference.
rm -f "$HOME/Library/Containers/com.microsoft.Excel/Data/Library/Preferences"/*plansheet* \
    "$HOME/Library/Preferences"/*plansheet*
rm -rf "$app"
printf '\n  ĐÃ GỠ plansheet. / plansheet IS REMOVED.\n'
