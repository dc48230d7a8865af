#include "page/language.h"

#include "text/utf8.h"

namespace dechaff::page {
namespace {

constexpr std::uint32_t long_line = 8;  // words from which a line is taken for prose
constexpr int shares_count_from = 15;   // per cent of the letters that make a second language

/// Lines of the wanted length, from the document's beginning, until `most` bytes are there.
void collect(const Document& document, bool prose, std::size_t most, std::string& sample) {
  const LineTable& lines = document.lines;
  sample.clear();
  for (std::size_t i = 0; i < lines.size() && sample.size() < most; ++i) {
    if (lines.chars[i] == 0 || !lines.kept(i) || (lines.words[i] >= long_line) != prose) continue;
    const std::string_view line = trim(lines.shown(i));
    // Cut where a character begins, and not inside a word of a few letters more.
    std::size_t end = std::min(line.size(), most - sample.size());
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80) ++end;
    sample.append(line, 0, end);
    sample += '\n';
  }
}

/// The last lines, until `most` bytes are there.
void collect_end(const Document& document, std::size_t most, std::string& sample) {
  const LineTable& lines = document.lines;
  sample.clear();
  for (std::size_t i = lines.size(); i-- > 0 && sample.size() < most;) {
    if (lines.chars[i] == 0 || !lines.kept(i)) continue;
    std::string_view line = trim(lines.shown(i));
    std::size_t end = std::min(line.size(), most - sample.size());
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80) ++end;
    sample.append(line, 0, end);
    sample += '\n';
  }
}

rules::PackMask packs_of(const text::LanguageGuess& guess, const rules::PackLibrary& library) {
  rules::PackMask out = 0;
  for (std::size_t i = 0; i < guess.count; ++i) {
    if (guess.languages[i].percent >= shares_count_from)
      out |= library.of_language(guess.languages[i].code);
  }
  return out;
}

/// The scripts of the lines that are not ASCII; most lines show theirs with the first letters.
text::ScriptSet scripts_in(const Document& document) {
  constexpr std::size_t letters = 4;
  const LineTable& lines = document.lines;
  text::ScriptSet out = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.shown(i).size() > lines.chars[i]) out |= text::scripts_of(lines.shown(i), letters);
  }
  return out;
}

}  // namespace

void LanguageClues::gather(const Document& document) {
  for (const std::size_t most : {std::size_t{300}, std::size_t{2048}}) {
    collect(document, true, most, prose);
    guess = text::guess_language(prose);
    if (guess.certain || prose.size() < most) break;
  }
  collect(document, false, 200, short_lines);
  collect_end(document, 300, end);  // teasers may be in another language than the text
  scripts = scripts_in(document);
}

std::string_view LanguageClues::code() const {
  return guess.certain ? guess.languages[0].code : std::string_view{};
}

rules::PackMask LanguageClues::packs(const rules::PackLibrary& library) const {
  rules::PackMask out = library.always();
  if (guess.certain) out |= packs_of(guess, library);
  const text::LanguageGuess site = text::guess_language(short_lines);
  if (site.certain) out |= packs_of(site, library);
  const text::LanguageGuess last = text::guess_language(end);
  if (last.certain) out |= packs_of(last, library);
  text::ScriptSet without_packs = scripts;
  const text::ScriptSet latin = text::bit(text::Script::latin);
  if (guess.certain || site.certain) {
    without_packs &= ~latin;
  } else {
    without_packs |= latin;
  }
  if (without_packs != 0) out |= library.of_scripts(without_packs);
  return out;
}

}  // namespace dechaff::page
