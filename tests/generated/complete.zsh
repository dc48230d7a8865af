#!/usr/bin/env zsh
# Reads command lines, and says what zsh offers at the end of each: "> LINE", then the offers in one line.
# A second zsh runs on a terminal of its own, where the completion system works; what it would add as
# matches is caught in place of being shown.
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PS1=; unsetopt zle_bracketed_paste 2>/dev/null; stty -echo; autoload -U compinit; compinit -u -D; source $1"
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
while IFS= read -r line; do
  zpty -n -w inner "$line"$'\x18'
  zpty -r inner answer '*OFFERS * END*'
  answer=${answer##*OFFERS }
  print -r -- "> $line"
  print -r -- ${${answer%% END*}//[$'\r\n']/ }
  zpty -n -w inner $'\x15'
done
zpty -d inner
