#!/usr/bin/env bash
# Reads command lines, and says what bash offers at the end of each: "> LINE", then the offers in one line.
# shellcheck disable=SC1090
source "$1"
while IFS= read -r line; do
  read -r -a COMP_WORDS <<<"$line"
  [[ $line != *' ' ]] || COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _dechaff
  printf '> %s\n%s\n' "$line" "${COMPREPLY[*]}"
done
