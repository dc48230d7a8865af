#include "dedup/inside.h"

#include "text/sentences.h"

namespace dechaff::dedup {
namespace {

std::size_t mark_at_end(std::string_view s) {
  for (const std::string_view mark :
       {",", ";", ":", ".", "!", "?", "，", "；", "：", "。", "！", "？", "、"}) {
    if (s.ends_with(mark)) return mark.size();
  }
  return 0;
}

std::string_view without_space_behind(std::string_view s) {
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

Span moved(Span span, std::size_t by) { return {span.begin + by, span.end + by}; }

}  // namespace

void repeats_inside(std::string_view line, const text::Abbreviations* abbreviations,
                    std::vector<Inside>& out) {
  constexpr double alike = 0.7;
  constexpr std::size_t least_words = 6;
  std::vector<Span> sentences;
  text::split_sentences(line, abbreviations, sentences);
  for (const Span sentence : sentences) {
    for (Repeat r : similar_clauses(text::slice(line, sentence), alike, least_words)) {
      r.first = moved(r.first, sentence.begin);
      r.again = moved(r.again, sentence.begin);
      out.push_back({r, false});
    }
  }
  for (const Repeat& r : doubled_words(line)) out.push_back({r, true});
}

Span cut_of(std::string_view line, const Inside& what) {
  const Span clause = what.repeat.again;
  if (what.word) return {what.repeat.first.end, clause.end};
  const std::string_view said = without_space_behind(text::slice(line, clause));
  const std::string_view before = without_space_behind(line.substr(0, clause.begin));
  const std::size_t own = mark_at_end(said);
  const std::size_t other = mark_at_end(before);
  if (own == 0 || other == 0) return clause;
  return {before.size() - other, clause.begin + said.size() - own};
}

}  // namespace dechaff::dedup
