#include "dedup/units.h"

#include <algorithm>

#include "decide/prose.h"
#include "dedup/clauses.h"
#include "text/classes.h"
#include "text/normalize.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::dedup {
namespace {

/// Whether a text of a line is mostly of scripts in which spaces do not part words.
bool has_clusters(std::string_view text) {
  const text::WordCounts counts = text::count_kinds(text);
  return counts.clusters > 3 * counts.spaced;
}

constexpr std::string_view shad = "\xE0\xBC\x8D";  // ends a sentence of Tibetan

/// Thai and Lao put spaces between sentences and phrases, and no marks at their ends.
void split_behind(std::string_view text, std::string_view sign, std::vector<Span>& out) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t at = text.find(sign, from);
    std::size_t end = at == std::string_view::npos ? text.size() : at + sign.size();
    while (end < text.size() && text[end] == ' ') ++end;
    out.push_back({from, end});
    from = end;
  }
}

bool is_thai_or_lao(std::string_view text) {
  const text::Script script = text::dominant_script(text);
  return script == text::Script::thai || script == text::Script::lao;
}

/// Whether a space belongs between two lines of a paragraph: not between Han, kana, Thai ….
bool joins_with_space(std::string_view above, std::string_view below) {
  if (above.empty() || below.empty()) return false;
  std::size_t at = above.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(above[at]) & 0xC0U) == 0x80U) --at;
  const text::Decoded last = text::decode(above, at);
  const text::Decoded first = text::decode(below, 0);
  const auto unspaced = [](char32_t c) {
    const text::WordKind kind = text::properties(c).word;
    return kind == text::WordKind::character || kind == text::WordKind::cluster ||
           (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
  };
  return !unspaced(last.c) && !unspaced(first.c);
}

}  // namespace

std::size_t Units::words_of(std::string_view text, std::size_t least) {
  const text::WordCounts counts = text::count_kinds(text);
  const std::size_t about = std::max<std::size_t>(counts.words(), text.empty() ? 0 : 1);
  const std::size_t unspaced = counts.characters + counts.clusters;
  // Words of the dictionaries have one to eight characters.
  if (unspaced == 0 || counts.spaced + unspaced < least || counts.spaced + unspaced / 8 >= least)
    return about;
  if (!breaker_) breaker_.emplace();
  std::size_t words = 0;
  breaker_->for_each_word(text, [&](Span) { ++words; });
  return words;
}

std::size_t Units::words_of_line(const LineTable& lines, std::size_t line, std::size_t least) {
  const std::string_view text = trim(lines.text[line]);
  // Mostly one byte a character: words have spaces between them.
  const bool spaced = text.size() * 2 < std::size_t{lines.chars[line]} * 3;
  if (spaced || least <= 1) return lines.words[line];
  return words_of(text, least);
}

void Units::collect(const LineTable& lines, const UnitRules& rules) {
  units.clear();
  said.clear();
  joined_.clear();
  texts_.clear();
  if (rules.kind == UnitKind::paragraph || rules.kind == UnitKind::document) {
    collect_blocks(lines, rules);
  } else {
    collect_in_lines(lines, rules);
  }
}

void Units::split(std::string_view text, const UnitRules& rules) {
  parts_.clear();
  if (rules.kind == UnitKind::line) {
    parts_.push_back({0, text.size()});
    return;
  }
  text::split_sentences(text, rules.abbreviations, parts_);
  if (parts_.size() == 1 && !text::is_ascii(text)) {
    const bool tibetan = text.find(shad) != std::string_view::npos;
    if (tibetan || is_thai_or_lao(text)) {
      parts_.clear();
      split_behind(text, tibetan ? shad : " ", parts_);
    }
  }
  if (rules.kind != UnitKind::clause) return;
  clauses_.clear();
  for (const Span sentence : parts_) {
    for (const Span clause : split_clauses(text::slice(text, sentence)))
      clauses_.push_back({sentence.begin + clause.begin, sentence.begin + clause.end});
  }
  parts_.swap(clauses_);
}

void Units::collect_in_lines(const LineTable& lines, const UnitRules& rules) {
  bool wrapped = false;
  if (rules.unwrap && rules.kind != UnitKind::line && lines.size() >= 4) {
    shown_ = lines.text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      // Lines without spaces all look as if the next one had not fitted.
      const text::WordCounts counts = text::count_kinds(lines.text[i]);
      const bool unspaced = counts.characters + counts.clusters > 3 * counts.spaced;
      if (!lines.kept(i) || unspaced) shown_[i] = {};
    }
    wrapped = wrap_width(shown_) > 0 && find_blocks(shown_, paragraphs_, lines.size());
  }
  std::size_t paragraph = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i)) continue;
    if (wrapped) {
      while (paragraph < paragraphs_.size() && paragraphs_[paragraph].end <= i) ++paragraph;
      if (paragraph < paragraphs_.size() && paragraphs_[paragraph].begin == i &&
          paragraphs_[paragraph].end > i + 1) {
        collect_wrapped(lines, i, paragraphs_[paragraph].end, rules);
        i = paragraphs_[paragraph].end - 1;
        continue;
      }
    }
    const std::size_t words_here = words_of_line(lines, i, rules.min_words);
    if (words_here < rules.min_words) continue;
    const std::string_view text = lines.text[i];
    split(text, rules);
    const bool whole = parts_.size() == 1;
    for (const Span part : parts_) {
      const std::string_view here = trim(text::slice(text, part));
      const std::size_t words = whole ? words_here : words_of(here, rules.min_words);
      if (words < rules.min_words) continue;
      if (rules.kind == UnitKind::sentence && rules.ended_only && !decide::ends_sentence(here) &&
          !has_clusters(here))
        continue;
      units.push_back({i, i + 1, part, static_cast<std::uint32_t>(words), whole});
      said.push_back(here);
    }
  }
  // The texts of wrapped sentences have their place now.
  for (std::size_t u = 0, k = 0; u < units.size() && k < texts_.size(); ++u) {
    if (said[u].data() == nullptr) said[u] = text::slice(joined_, texts_[k++]);
  }
}

/// The sentences of the lines [begin, end), a paragraph.
void Units::collect_wrapped(const LineTable& lines, std::size_t begin, std::size_t end,
                            const UnitRules& rules) {
  const std::size_t base = joined_.size();
  std::vector<std::size_t> starts;   // of a line, in the paragraph
  std::vector<std::size_t> skipped;  // white space at its begin
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view text = trim(lines.text[i]);
    if (i > begin && joins_with_space(trim(lines.text[i - 1]), text)) joined_ += ' ';
    starts.push_back(joined_.size() - base);
    skipped.push_back(text.empty() ? 0
                                   : static_cast<std::size_t>(text.data() - lines.text[i].data()));
    joined_ += text;
  }
  const std::string_view paragraph = std::string_view(joined_).substr(base);
  split(paragraph, rules);
  for (const Span part : parts_) {
    const std::string_view here = trim(text::slice(paragraph, part));
    if (here.empty()) continue;
    const std::size_t words = words_of(here, rules.min_words);
    if (words < rules.min_words) continue;
    if (rules.kind == UnitKind::sentence && rules.ended_only && !decide::ends_sentence(here) &&
        !has_clusters(here))
      continue;
    const auto from = static_cast<std::size_t>(here.data() - paragraph.data());
    const std::size_t to = part.end;  // with the white space behind it
    const auto line_at = [&](std::size_t at) {
      return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), at) -
                                      starts.begin()) -
             1;
    };
    const std::size_t first = line_at(from), last = line_at(from + here.size() - 1);
    const std::string_view last_text = lines.text[begin + last];
    const std::size_t last_end = std::min(skipped[last] + to - starts[last], last_text.size());
    Unit unit{begin + first,
              begin + last + 1,
              {skipped[first] + from - starts[first], last_end},
              static_cast<std::uint32_t>(words),
              false};
    unit.whole = trim(lines.text[unit.line].substr(0, unit.span.begin)).empty() &&
                 trim(last_text.substr(unit.span.end)).empty();
    units.push_back(unit);
    said.emplace_back();
    texts_.push_back({base + from, base + from + here.size()});
  }
}

/// Paragraphs, lines between blank ones, or the document as one.
void Units::collect_blocks(const LineTable& lines, const UnitRules& rules) {
  std::size_t begin = 0, words = 0, from = 0;
  const auto close = [&](std::size_t end) {
    if (joined_.size() > from && words >= rules.min_words) {
      units.push_back({begin, end, {}, static_cast<std::uint32_t>(words), true});
      texts_.push_back({from, joined_.size()});
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
    if (words < rules.min_words) words += words_of_line(lines, i, rules.min_words - words);
  }
  close(lines.size());
  for (const Span text : texts_) said.push_back(text::slice(joined_, text));
}

}  // namespace dechaff::dedup
