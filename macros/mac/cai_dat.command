#!/bin/sh
# Cài plansheet cho người đang dùng máy Mac này, từ thư mục wheels bên cạnh, không cần mạng.
# Installs plansheet for this user of a Mac from the folder wheels beside it, without internet.
cd "$(dirname "$0")" || exit 2
program="$HOME/Library/Application Support/plansheet/program"

fail() {
    printf '\n  CHƯA CÀI ĐƯỢC. %s\n  NOT INSTALLED. %s\n' "$1" "$2"
    exit 2
}

# python3 last: where there is none, macOS offers to install its own, which is too old.
for python in python3.14 python3.13 python3.12 python3.11 python3 ''; do
    [ -z "$python" ] && fail 'Cần Python 3.11 trở lên từ python.org.' \
        'Python 3.11 or later from python.org is needed.'
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done

# What was installed before stays until the new one is whole.
mkdir -p "$(dirname "$program")" && rm -rf "$program.old"
[ -e "$program" ] && mv "$program" "$program.old"
if ! "$python" -m venv "$program" ||
    ! "$program/bin/python" -I -m pip install --quiet --no-index --find-links wheels plansheet; then
    rm -rf "$program"
    [ -e "$program.old" ] && mv "$program.old" "$program"
    fail 'Lý do ở trên.' 'The reason is above.'
fi
rm -rf "$program.old"
cp go_bo.command cong_cu.command "$(dirname "$program")"

# The small runner where xlwings' cannot start a Python in this folder.
"$program/bin/python" -I -m plansheet addin install 2>/dev/null ||
    "$program/bin/python" -I -m plansheet addin install --runner small ||
    fail 'Đóng Excel rồi chạy lại.' 'Close Excel and run this again.'
echo
if ! "$program/bin/python" -I -m plansheet addin doctor; then
    printf '\n  ĐÃ CÀI, nhưng còn việc phải làm: xem các dòng có dấu ✗ ở trên.\n'
    printf '  INSTALLED, but see the lines with a cross above: something is left to do.\n'
    exit 1
fi
printf '\n  ĐÃ CÀI XONG. Mở Excel: tab “Kế hoạch” có các nút.\n'
printf '  DONE. Open Excel: the tab “Kế hoạch” has the buttons.\n'
printf '\n  Nút không chạy: cong_cu.command. Gỡ: go_bo.command.\n'
printf '  They do not work: cong_cu.command. To remove: go_bo.command.\n'
