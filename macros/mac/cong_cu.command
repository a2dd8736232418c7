#!/bin/sh
# Xem máy, đổi phần khởi động Python, ghi sổ có nút bấm.
# Examines this Mac, changes what starts Python, writes the workbook with buttons.
python="$HOME/Library/Application Support/plansheet/program/bin/python"
if [ ! -x "$python" ]; then
    printf '\n  plansheet chưa được cài: mở cai_dat.command của bộ cài đặt.\n'
    printf '  plansheet is not installed: open cai_dat.command of the kit.\n'
    exit 2
fi
choice="$1"
if [ -z "$choice" ]; then
    cat <<'MENU'

  1  Xem vì sao nút bấm không chạy
     See why buttons do not work
  2  Đổi sang phần khởi động ngắn, khi chương trình diệt virus cản
     Change to the short runner, where an antivirus program objects
  3  Đổi về phần khởi động của xlwings
     Change back to the runner of xlwings
  4  Ghi sổ có nút bấm tong_hop.xlsm vào Desktop
     Write the workbook with buttons tong_hop.xlsm to the Desktop

MENU
    printf '  Gõ số rồi bấm Enter / Type a number, then Enter: '
    read -r choice
fi
addin() {
    "$python" -I -m plansheet addin "$@"
}
book="$HOME/Desktop/tong_hop.xlsm" # one that is there stays
number=1
while [ -e "$book" ]; do
    number=$((number + 1))
    book="$HOME/Desktop/tong_hop ($number).xlsm"
done
case "$choice" in
1) addin doctor ;;
2) addin install --runner small && addin doctor ;;
3) addin install --runner xlwings && addin doctor ;;
4) addin install --workbook "$book" ;;
*)
    printf '  Không có số đó. / There is no such number.\n'
    exit 2
    ;;
esac
