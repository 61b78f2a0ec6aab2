#!/usr/bin/env bash
# Rewrites what stands between `<!-- generated: ... -->` and `<!-- end -->` in the
# documents, from the program itself.
#
#   docs/generate.sh          rewrites
#   docs/generate.sh --check  changes nothing; fails where a document is out of date
#
# `generated: measures`, `generated: codes`  tables, from `returns explain`
# `generated: columns TABLE`                 a tidy table's columns, from src/tidy/
# `generated: $ returns ...`                 what that command prints (or `$ cargo run -- ...`)
#
# Commands run one after the other in a workspace of their own, a copy of this one that has
# no outputs yet, so that the first example is a first run. Needs bash and perl.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet 2>/dev/null || cargo build
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The program with a clock that stands still, so that examples stay as they are.
RETURNS="$scratch/returns"
program="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/returns"
printf '#!/bin/sh\nexec "%s" --now 2006-01-10T09:00:00Z "$@"\n' "$program" >"$RETURNS"
chmod +x "$RETURNS"
WORKSPACE="$scratch/workspace"
mkdir "$WORKSPACE"
cp -r returns.toml input "$WORKSPACE"
export RETURNS WORKSPACE
export LC_ALL=C.UTF-8

perl -CSDA -Mutf8 -Mstrict -Mwarnings -e '
my $check = @ARGV && $ARGV[0] eq "--check";

# What a command line prints, and its exit code; `returns` and `cargo run --` are
# the program.
sub run {
    my ($line) = @_;
    # Each example of collate is a first run.
    $line = "rm -rf output; $line" if $line =~ /^(?:returns|cargo run --) collate/;
    # It would go on for ever.
    $line =~ s/^returns watch/timeout --preserve-status -s INT 6 "\$RETURNS" watch/;
    $line =~ s/(^|&& |; )(?:returns|cargo run --) /$1"\$RETURNS" /g;
    open my $pipe, "-|:utf8", "bash", "-c", "cd \"\$WORKSPACE\" && $line" or die "cannot run $line: $!";
    local $/;
    my $text = <$pipe> // "";
    close $pipe;
    return ($text, $? >> 8);
}

# The ids that `returns explain` knows: it lists them when asked for none of them.
sub ids {
    my ($what) = @_;
    my ($text) = run("returns explain -- \"?\" 2>&1");
    $text =~ /^\Q$what\E: (.*)\.$/m or die "returns explain lists no $what";
    return split /, /, $1;
}

sub explained { my ($text, $code) = run("returns explain $_[0]"); die "no $_[0]" if $code; return $text }

sub measures {
    my $out = "| measure | title | unit | by | is |\n|---|---|---|---|---|\n";
    for my $id (ids("Measures")) {
        my $text = explained($id);
        my ($title, $unit) = $text =~ /^\Q$id\E: (.*), in (\S+)$/m or die "$id is explained in another form";
        my $rows = 0;
        while ($text =~ /^By (\w+): (.*)$/mg) {
            $out .= $rows++ ? "| | | | $1 | $2 |\n" : "| `$id` | $title | $unit | $1 | $2 |\n";
        }
        $rows or die "$id has no breakdown";
    }
    return $out;
}

sub codes {
    my $out = "| code | asks | of | means | to put it right |\n|---|---|---|---|---|\n";
    for my $id (ids("Codes")) {
        my $text = explained($id);
        my ($severity, $who) = $text =~ /^\Q$id\E: .* \((\w+), for the (\w+)\)$/m or die "$id is explained in another form";
        my ($meaning) = $text =~ /\A.*\n\n(.*)\n/ or die "$id has no meaning";
        my ($remedy) = $text =~ /^How to put it right: (.*)$/m or die "$id has no remedy";
        $out .= "| `$id` | $severity | $who | $meaning | $remedy |\n";
    }
    return $out;
}

my %shared = (
    period => "text", council_code => "text", council => "text",
    source_file => "text", source_sheet => "text", source_cell => "text",
);
my %kinds = (text => "text", whole => "whole number", hundredths => "number, two decimals at most");

sub source { my ($path) = @_; open my $file, "<:utf8", $path or die "$path: $!"; local $/; return scalar <$file> }

sub columns {
    my ($table) = @_;
    my $fields = source("src/tidy/field.rs");
    my %about;
    for my $name (keys %shared) {
        $fields =~ /Self::text\(\s*"$name",\s*"([^"]*)"/ or die "no shared column $name";
        $about{$name} = $1;
    }
    my $text = source("src/tidy/$table.rs");
    my $out = "| column | holds | is |\n|---|---|---|\n";
    while ($text =~ /Field::(?:(text|whole|hundredths)\(\s*"(\w+)",\s*"([^"]*)"|(\w+)\(\))/g) {
        my ($kind, $name, $is) = defined $4 ? ($shared{$4}, $4, $about{$4}) : ($1, $2, $3);
        defined $kind or die "$table: a shared column that is not known: $name";
        $out .= "| `$name` | $kinds{$kind} | $is |\n";
    }
    return $out;
}

sub printed {
    my ($line) = @_;
    my ($text, $code) = run("$line 2>&1");
    $text =~ s/[ \t]+$//mg;
    $text =~ s/\s+\z/\n/;
    $text .= "\n[exit code $code]\n" if $code;
    return "```console\n\$ $line\n$text```\n";
}

sub made {
    my ($what) = @_;
    return measures() if $what eq "measures";
    return codes() if $what eq "codes";
    return columns($1) if $what =~ /^columns (\w+)$/;
    return printed($1) if $what =~ /^\$ (.*)$/;
    die "what is $what?";
}

my $stale = 0;
for my $path ("README.md", "docs/outputs.md") {
    my $old = source($path);
    my $new = $old;
    $new =~ s/(<!-- generated: (.*?) -->\n).*?(<!-- end -->)/$1 . made($2) . $3/gse;
    next if $new eq $old;
    $stale = 1;
    if ($check) { print STDERR "$path is out of date; run docs/generate.sh\n"; next }
    open my $file, ">:utf8", $path or die "$path: $!";
    print {$file} $new;
    close $file or die "$path: $!";
    print "$path rewritten\n";
}
exit($check && $stale ? 1 : 0);
' -- "$@"
