#!/usr/bin/env zsh
# Reads command lines, and says what zsh offers at the end of each: "> LINE", then the offers in one line.
# A second zsh runs on a terminal of its own, where the completion system works; what it would add as
# matches is caught in place of being shown.
zmodload zsh/zpty zsh/zselect
zpty inner zsh -f -i
zpty -w inner "PS1= KEYTIMEOUT=1; unsetopt zle_bracketed_paste 2>/dev/null; stty -echo; autoload -U compinit; compinit -u -D; source $1"
zpty -w inner 'compadd() {
  local -a hits
  local only
  zparseopts -D -E -a only O: A: D: && (( ${#only} )) && { builtin compadd "${only[@]}" "$@"; return }
  builtin compadd -O hits "$@"
  offers+=($hits)
  builtin compadd "$@"
}
offer() { offers=(); _main_complete; print -r -- "OFFERS $offers END"; compstate[insert]=; compstate[list]= }
zle -C offer complete-word offer
bindkey "^X" offer
print READY'
zpty -r inner answer '*READY*'
# `zpty -r` with a pattern looks twice a second; this looks often.
await() {
  answer=
  while [[ $answer != *$~1* ]]; do
    zpty -rt inner piece && answer+=$piece || zselect -t 1
  done
}
while IFS= read -r line; do
  zpty -n -w inner "$line"$'\x18'
  await 'OFFERS * END'
  answer=${answer##*OFFERS }
  print -r -- "> $line"
  print -r -- ${${answer%% END*}//[$'\r\n']/ }
  zpty -n -w inner $'\x15'
done
zpty -d inner
