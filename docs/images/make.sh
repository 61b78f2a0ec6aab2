#!/usr/bin/env bash
# Makes the pictures in the README from the repository's own workspace: the summary of
# the working edition, a sheet of the public edition, and the report.
#
# Needs LibreOffice (soffice), poppler (pdftotext, pdftoppm) and Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo run --quiet -- --quiet collate 2005

# cut PDF TITLE NAME X Y WIDTH HEIGHT: a piece of the page that begins with a title.
cut() {
    local pdf=$1 title=$2 name=$3 number
    # Pages are parted by form feeds.
    number=$(pdftotext "$pdf" - | awk -v title="$title" \
        'BEGIN { RS = "\f" } index($0, title) == 1 && !page { page = NR } END { print page + 0 }')
    if [ "$number" -eq 0 ]; then
        echo "no page of $pdf begins with $title" >&2
        exit 1
    fi
    pdftoppm -r 100 -png -singlefile -f "$number" -l "$number" -x "$4" -y "$5" -W "$6" -H "$7" \
        "$pdf" "$work/$name"
}

for book in evaluation-2005 evaluation-2005-public; do
    soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to pdf --outdir "$work" \
        "output/2005/$book.xlsx" >/dev/null 2>&1
done
chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$work/report.pdf" \
    "file://$PWD/output/2005/report-2005.html" >/dev/null 2>&1

cut "$work/evaluation-2005.pdf" 'Summary,' summary 30 30 1080 560
cut "$work/evaluation-2005-public.pdf" 'People with a management qualification' public 30 30 1110 480
cut "$work/report.pdf" 'Practices' report 30 40 770 560

for name in summary public report; do
    size=$(wc -c <"$work/$name.png")
    if [ "$size" -gt 200000 ]; then
        echo "$name.png has $size bytes; 200,000 are allowed" >&2
        exit 1
    fi
    mv "$work/$name.png" "docs/images/$name.png"
    echo "docs/images/$name.png: $size bytes"
done
