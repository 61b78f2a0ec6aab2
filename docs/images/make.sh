#!/usr/bin/env bash
# Makes docs/images/summary.png, the picture in the README: collates the repository's
# own workspace, prints the workbook with LibreOffice, and cuts out the page that
# begins with "Summary".
#
# Needs LibreOffice (soffice) and poppler (pdftotext, pdftoppm).
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo run --quiet -- --quiet collate 2005
soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to pdf --outdir "$work" \
    output/2005/evaluation-2005.xlsx >/dev/null 2>&1
pdf=$work/evaluation-2005.pdf

# Pages are parted by form feeds.
page=$(pdftotext "$pdf" - | awk 'BEGIN { RS = "\f" } /^Summary,/ && !page { page = NR } END { print page + 0 }')
if [ "$page" -eq 0 ]; then
    echo "no page begins with Summary" >&2
    exit 1
fi
pdftoppm -r 100 -png -singlefile -f "$page" -l "$page" -x 30 -y 30 -W 1080 -H 560 "$pdf" "$work/summary"

size=$(wc -c <"$work/summary.png")
if [ "$size" -gt 200000 ]; then
    echo "summary.png has $size bytes; 200,000 are allowed" >&2
    exit 1
fi
mv "$work/summary.png" docs/images/summary.png
echo "docs/images/summary.png: page $page, $size bytes"
