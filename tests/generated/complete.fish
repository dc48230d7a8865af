#!/usr/bin/env fish
# Reads command lines, and says what fish offers at the end of each: "> LINE", then the offers in one line.
source $argv[1]
for line in (cat)
    echo "> $line"
    echo (complete -C "$line" | string replace -r '\t.*' '')
end
