#include "dedup/units.h"

#include "decide/prose.h"
#include "dedup/clauses.h"
#include "text/sentences.h"
#include "text/words.h"

namespace dechaff::dedup {

void Units::collect(const LineTable& lines, const UnitRules& rules) {
  units.clear();
  said.clear();
  if (rules.kind == UnitKind::paragraph || rules.kind == UnitKind::document) {
    collect_blocks(lines, rules);
  } else {
    collect_in_lines(lines, rules);
  }
}

void Units::collect_in_lines(const LineTable& lines, const UnitRules& rules) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i) || lines.words[i] < rules.min_words) continue;
    const std::string_view text = lines.text[i];
    parts_.clear();
    if (rules.kind == UnitKind::line) {
      parts_.push_back({0, text.size()});
    } else {
      text::split_sentences(text, rules.abbreviations, parts_);
    }
    if (rules.kind == UnitKind::clause) {
      clauses_.clear();
      for (const Span sentence : parts_) {
        for (const Span clause : split_clauses(text::slice(text, sentence)))
          clauses_.push_back({sentence.begin + clause.begin, sentence.begin + clause.end});
      }
      parts_.swap(clauses_);
    }
    const bool whole = parts_.size() == 1;
    for (const Span part : parts_) {
      const std::string_view here = trim(text::slice(text, part));
      const std::size_t words = whole ? lines.words[i] : text::count_words(here);
      if (words < rules.min_words) continue;
      if (rules.kind == UnitKind::sentence && rules.ended_only && !decide::ends_sentence(here))
        continue;
      units.push_back({i, i + 1, part, static_cast<std::uint32_t>(words), whole});
      said.push_back(here);
    }
  }
}

/// Paragraphs, lines between blank ones, or the document as one.
void Units::collect_blocks(const LineTable& lines, const UnitRules& rules) {
  joined_.clear();
  std::vector<Span> texts;  // of the units, in joined_
  std::size_t begin = 0, words = 0, from = 0;
  const auto close = [&](std::size_t end) {
    if (joined_.size() > from && words >= rules.min_words) {
      units.push_back({begin, end, {}, static_cast<std::uint32_t>(words), true});
      texts.push_back({from, joined_.size()});
    }
    from = joined_.size();
    words = 0;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view here = trim(lines.text[i]);
    if (here.empty() && rules.kind == UnitKind::paragraph) close(i);
    if (!lines.kept(i) || here.empty()) continue;
    if (joined_.size() == from) begin = i;
    joined_ += here;
    joined_ += '\n';
    words += lines.words[i];
  }
  close(lines.size());
  for (const Span text : texts) said.push_back(text::slice(joined_, text));
}

}  // namespace dechaff::dedup
