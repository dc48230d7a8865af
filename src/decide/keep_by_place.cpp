#include "decide/keep_by_place.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace dechaff::decide {
namespace {

/// Whether a rule that is no mere flag matches.
bool has_cue(const page::Analysis& analysis, std::size_t i) {
  const auto hits = analysis.cues.of(i);
  return std::any_of(hits.begin(), hits.end(),
                     [](const rules::Hit& hit) { return hit.rule->action != rules::Action::flag; });
}

}  // namespace

std::size_t title_line(const ModelVerdict& verdict) {
  const Document& document = verdict.document;
  const page::Analysis& analysis = verdict.analysis;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  constexpr std::size_t title_reach = 12, named_bytes = 8;
  constexpr float least = 0.01F;  // a title above the text stays from here on
  const LineTable& lines = document.lines;
  const std::size_t none = lines.size();
  const std::size_t body = std::min(first_of(document.zones, Zone::body), none);
  if (body == none || analysis.block_of[body] == page::Analysis::none ||
      keep[analysis.block_of[body]] == 0)
    return none;
  std::size_t seen = 0;
  for (std::size_t i = body; i-- > 0 && seen < title_reach;) {
    if (lines.chars[i] == 0 || has_cue(analysis, i)) continue;
    const std::uint32_t block = analysis.block_of[i];
    const std::string_view text = trim(lines.text[i]);
    const bool possible = block != page::Analysis::none && probability[block] >= least &&
                          lines.words[i] <= 25 && !page::ends_cut(lines.text[i]);
    const bool named = lines.words[i] >= 2 && text.size() >= named_bytes &&
                       lines.text[body].find(text) != std::string_view::npos;
    if (possible && ((seen == 0 && lines.words[i] >= 3) || named)) return i;
    ++seen;
  }
  return none;
}

void keep_gaps(const ModelVerdict& verdict) {
  const Document& document = verdict.document;
  const page::Analysis& analysis = verdict.analysis;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  constexpr std::size_t longest_gap = 12;  // lines
  constexpr float least = 0.01F;
  const LineTable& lines = document.lines;
  std::array<std::uint32_t, longest_gap> gap{};  // its blocks
  std::size_t size = 0;                          // with those that are too many
  std::uint32_t last = page::Analysis::none;
  bool open = false;  // a line that stays is above
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t block = analysis.block_of[i];
    if (lines.chars[i] == 0 || block == page::Analysis::none) continue;
    const bool stays = lines.kept(i) && keep[block] != 0;
    if (!stays && document.zones[i] == Zone::body && lines.kept(i) && !has_cue(analysis, i) &&
        probability[block] >= least) {
      if (size > 0 && last == block) continue;
      if (size < longest_gap) gap[size] = block;
      last = block;
      ++size;
      continue;
    }
    if (stays && open && size <= longest_gap) {
      for (std::size_t k = 0; k < size; ++k) keep[gap[k]] = 1;
    }
    open = stays;
    size = 0;
  }
}

void keep_inside(const ModelVerdict& verdict) {
  const Document& document = verdict.document;
  const page::Analysis& analysis = verdict.analysis;
  const std::vector<const rules::Hit*>& fire = verdict.fire;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  constexpr float sentence_probability = 0.02F, heading_probability = 0.01F,
                  strip_probability = 0.2F;
  constexpr std::uint32_t sentence_words = 20, heading_words = 12;
  const LineTable& lines = document.lines;
  const auto stays = [&](std::size_t i) {
    return i < lines.size() && lines.kept(i) && analysis.block_of[i] != page::Analysis::none &&
           keep[analysis.block_of[i]] != 0;
  };
  const auto passed_over = [&](std::size_t i) {
    return lines.chars[i] == 0 || (!lines.kept(i) && fire[i] != nullptr &&
                                   rules::traits_of(fire[i]->rule->kind).is(rules::Trait::between));
  };
  std::size_t above = lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t block = analysis.block_of[i];
    if (passed_over(i) || block == page::Analysis::none) continue;
    if (lines.kept(i) && fire[i] != nullptr && probability[block] >= strip_probability)
      keep[block] = 1;
    const std::size_t before = std::exchange(above, i);
    if (keep[block] != 0 || !stays(before) || has_cue(analysis, i)) continue;
    if (document.zones[i] == Zone::body && lines.words[i] >= sentence_words &&
        page::is_prose(document, i) && probability[block] >= sentence_probability) {
      keep[block] = 1;
      continue;
    }
    std::size_t next = i + 1;
    while (next < lines.size() && passed_over(next)) ++next;
    if (stays(next) && (document.zones[i] == Zone::body || page::is_prose(document, next)) &&
        lines.words[i] <= heading_words && !page::ends_cut(lines.text[i]) &&
        probability[block] >= heading_probability) {
      keep[block] = 1;
    }
  }
}

void keep_heading_elements(const ModelVerdict& verdict) {
  const Document& document = verdict.document;
  const page::Analysis& analysis = verdict.analysis;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  constexpr float least = 0.01F;
  const LineTable& lines = document.lines;
  std::size_t below = lines.size(), from = lines.size();
  for (auto element = document.heading_elements.rbegin();
       element != document.heading_elements.rend(); ++element) {
    const std::size_t i = element->line;
    if (i >= from) continue;
    while (from > i + 1) {
      if (lines.kept(--from) && lines.chars[from] != 0) below = from;
    }
    from = i;
    const std::uint32_t block = analysis.block_of[i];
    const std::uint32_t next =
        below < lines.size() ? analysis.block_of[below] : page::Analysis::none;
    if (lines.kept(i) && lines.chars[i] != 0) below = i;
    if (block == page::Analysis::none || next == page::Analysis::none) continue;
    if (lines.kept(i) && keep[next] != 0 && !has_cue(analysis, i) && probability[block] >= least)
      keep[block] = 1;
  }
}

}  // namespace dechaff::decide
