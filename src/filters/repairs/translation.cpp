#include "filters/repairs/translation.h"

#include "dedup/clauses.h"
#include "rules/pack_library.h"
#include "text/words.h"

namespace dechaff::repairs {
namespace {

bool small(char c) { return c >= 'a' && c <= 'z'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

TranslationWords translation_words(const rules::PackLibrary& packs) {
  TranslationWords out;
  for (const std::string_view pack : {"en", "mt-en-zh"}) {
    const rules::LanguageInfo* info = packs.language(pack);
    if (info == nullptr) continue;
    out.openers.insert(info->openers.begin(), info->openers.end());
    out.stray.insert(info->stray.begin(), info->stray.end());
    out.doubles.insert(info->doubles.begin(), info->doubles.end());
  }
  return out;
}

void find_split_hyphens(std::string_view line, Repairs& out) {
  for (std::size_t at = line.find(" -"); at != std::string_view::npos;
       at = line.find(" -", at + 2)) {
    std::size_t before = at, behind = at + 2;
    while (before > 0 && small(line[before - 1])) --before;
    while (behind < line.size() && small(line[behind])) ++behind;
    const bool whole = (before == 0 || line[before - 1] == ' ') &&
                       (behind == line.size() || line[behind] == ' ' || line[behind] == ',' ||
                        line[behind] == '.' || line[behind] == ';' || line[behind] == ':');
    if (whole && at - before >= 2 && behind - at - 2 >= 3) out.push_back({{at, at + 1}, {}});
  }
}

void find_doubled_words(std::string_view line, const TranslationWords& words, Repairs& out) {
  for (const dedup::Repeat& r : dedup::doubled_words(line)) {
    std::string word(text::slice(line, r.again));
    for (char& c : word) c = static_cast<char>(capital(c) ? c | 0x20 : c);
    if (words.doubles.count(word) > 0) continue;
    out.push_back({{r.first.end, r.again.end}, {}});
  }
}

void find_stray_words(std::string_view line, const TranslationWords& words, Repairs& out) {
  std::size_t last = 0;  // end of the word before
  std::size_t cut = std::string_view::npos;
  // What goes on with a small letter is a sentence that begins with the word.
  const auto close = [&](bool certain) {
    if (cut != std::string_view::npos && certain) out.push_back({{cut, last}, {}});
    cut = std::string_view::npos;
  };
  text::for_each_word(line, [&](Span at) {
    const bool stray = words.stray.count(std::string(text::slice(line, at))) > 0;
    const std::string_view gap = line.substr(last, at.begin - last);
    const bool ended = !gap.empty() && (gap.find('.') != std::string_view::npos ||
                                        gap.find('!') != std::string_view::npos ||
                                        gap.find('?') != std::string_view::npos);
    if (stray && cut == std::string_view::npos && ended) {
      cut = last + gap.find_last_of(".!?\"") + 1;
    } else if (!stray || gap != " ") {
      close(!small(line[at.begin]));
    }
    last = at.end;
  });
  close(true);
}

void find_glued_sentences(std::string_view line, const TranslationWords& words, Repairs& out) {
  text::for_each_word(line, [&](Span at) {
    const std::string_view word = text::slice(line, at);
    std::size_t cut = 1;
    while (cut < word.size() && !capital(word[cut])) ++cut;
    if (cut == word.size() || cut < 3) return;
    for (std::size_t i = 0; i < cut; ++i) {
      if (!small(word[i]) && !(i == 0 && capital(word[0]))) return;
    }
    const std::string_view rest = word.substr(cut);
    const bool goes_on = at.end < line.size() && (line[at.end] == ' ' || line[at.end] == ',');
    if (goes_on && words.openers.count(std::string(rest)) > 0)
      out.push_back({{at.begin + cut, at.begin + cut}, ". "});
  });
}

}  // namespace dechaff::repairs
