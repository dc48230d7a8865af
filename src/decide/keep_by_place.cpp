#include "decide/keep_by_place.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "decide/cue_choice.h"
#include "decide/policy.h"
#include "decide/prose.h"

namespace dechaff::decide {

void hold_fixed(const PageView& page, std::vector<float>& probability) {
  if (page.document.fixed.empty() || probability.empty()) return;
  for (std::size_t i = 0; i < page.block_of.size(); ++i) {
    if (page.document.is_fixed(i) && page.block_of[i] != no_block)
      probability[page.block_of[i]] = 1;
  }
}

void keep_title(const std::vector<float>& title, std::vector<std::uint8_t>& keep) {
  const auto best = std::max_element(title.begin(), title.end());
  if (best != title.end() && *best >= policy::title_known)
    keep[static_cast<std::size_t>(best - title.begin())] = 1;
}

std::size_t title_line(const ModelVerdict& verdict) {
  const PageView& page = verdict.page;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  const LineTable& lines = page.lines();
  const std::size_t none = lines.size();
  const std::size_t body = std::min(first_of(page.document.zones, Zone::body), none);
  if (body == none || page.block_of[body] == no_block || keep[page.block_of[body]] == 0)
    return none;
  std::size_t seen = 0;
  for (std::size_t i = body; i-- > 0 && seen < policy::title_reach;) {
    if (lines.chars[i] == 0 || page.has_cue(i)) continue;
    const std::uint32_t block = page.block_of[i];
    const std::string_view text = trim(lines.shown(i));
    const bool stays = block != no_block && probability[block] >= policy::possible &&
                       lines.words[i] <= policy::title_most && !ends_cut(lines.shown(i));
    const bool named = lines.words[i] >= policy::named_words &&
                       text.size() >= policy::named_bytes &&
                       lines.shown(body).find(text) != std::string_view::npos;
    if (stays && ((seen == 0 && lines.words[i] >= policy::title_least) || named)) return i;
    ++seen;
  }
  return none;
}

void keep_gaps(const ModelVerdict& verdict) {
  const PageView& page = verdict.page;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  const LineTable& lines = page.lines();
  std::array<std::uint32_t, policy::longest_gap.value> gap{};  // its blocks
  std::size_t size = 0;                                        // with those that are too many
  std::uint32_t last = no_block;
  bool open = false;  // a line that stays is above
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t block = page.block_of[i];
    if (lines.chars[i] == 0 || block == no_block) continue;
    const bool stays = lines.kept(i) && keep[block] != 0;
    const bool body = page.zone(i) == Zone::body;
    if (!stays && lines.kept(i) && !page.has_cue(i) && (body || size == 0) &&
        probability[block] >= (body ? policy::possible : policy::outer_gap)) {
      if (size > 0 && last == block) continue;
      if (size < policy::longest_gap) gap[size] = block;
      last = block;
      ++size;
      continue;
    }
    if (stays && open && size <= policy::longest_gap) {
      for (std::size_t k = 0; k < size; ++k) keep[gap[k]] = 1;
    }
    open = stays;
    size = 0;
  }
}

namespace {

/// Whether a line may be the last words of a text: "The case continues.". `text`: the line of the
/// text above it.
bool is_last_sentence(const PageView& page, std::size_t text, std::size_t line) {
  const LineTable& lines = page.lines();
  return lines.kept(line) && text < lines.size() && page.zone(text) == Zone::body &&
         page.zone(line) == Zone::tail && !page.has_cue(line) &&
         lines.words[line] >= policy::last_words && ends_sentence(trim(lines.shown(line))) &&
         !ends_cut(lines.shown(line));
}

/// Whether a rule knows the line from menus, and it is a heading here.
bool is_menu_word(const PageView& page, std::size_t line) {
  const auto hits = page.cues.of(line);
  return page.lines().kept(line) && !hits.empty() &&
         std::all_of(hits.begin(), hits.end(),
                     [](const rules::Hit& hit) {
                       return hit.rule->kind == rules::CueKind::navigation && !hit.rule->certain;
                     }) &&
         heads_prose(page, line, rules::CueKind::navigation);
}

}  // namespace

void keep_small_page(const ModelVerdict& verdict) {
  const PageView& page = verdict.page;
  const LineTable& lines = page.lines();
  if (page.document.markup != Markup::none || verdict.probability.size() > policy::small_page ||
      verdict.one_text >= policy::an_article) {
    return;
  }
  bool open = false;  // a line that stays is above
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t block = page.block_of[i];
    if (lines.chars[i] == 0 || block == no_block) continue;
    if (!lines.kept(i)) {
      if (page.zone(i) == Zone::tail) return;
      continue;
    }
    open = open || verdict.keep[block] != 0;
    if (open && !page.has_cue(i) && verdict.probability[block] >= policy::small_page_chaff)
      verdict.keep[block] = 1;
  }
}

void keep_inside(const ModelVerdict& verdict) {
  const PageView& page = verdict.page;
  const std::vector<const rules::Hit*>& fire = verdict.fire;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  const LineTable& lines = page.lines();
  const auto stays = [&](std::size_t i) {
    return i < lines.size() && lines.kept(i) && page.block_of[i] != no_block &&
           keep[page.block_of[i]] != 0;
  };
  const auto passed_over = [&](std::size_t i) {
    return lines.chars[i] == 0 || (!lines.kept(i) && fire[i] != nullptr &&
                                   rules::traits_of(fire[i]->rule->kind).is(rules::Trait::between));
  };
  std::size_t above = lines.size();
  std::size_t text = lines.size();  // the last line that stays
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t block = page.block_of[i];
    if (passed_over(i) || block == no_block) continue;
    const std::size_t before_it = std::exchange(text, stays(i) ? i : text);
    if (is_last_sentence(page, before_it, i) && probability[block] >= policy::last_sentence)
      keep[block] = 1;
    if (is_menu_word(page, i) && stays(i + 1) && probability[block] >= policy::outer_gap)
      keep[block] = 1;
    if (lines.kept(i) && fire[i] != nullptr && probability[block] >= policy::left_by_rule)
      keep[block] = 1;
    const std::size_t before = std::exchange(above, i);
    if (keep[block] != 0 || !stays(before) || page.has_cue(i)) continue;
    if (page.zone(i) == Zone::body && lines.words[i] >= policy::inner_sentence_words &&
        is_prose(lines, i) && probability[block] >= policy::inner_sentence) {
      keep[block] = 1;
      continue;
    }
    std::size_t next = i + 1;
    while (next < lines.size() && passed_over(next)) ++next;
    if (stays(next) && (page.zone(i) == Zone::body || is_prose(lines, next)) &&
        lines.words[i] <= policy::inner_heading_words && !ends_cut(lines.shown(i)) &&
        probability[block] >= policy::possible) {
      keep[block] = 1;
    }
  }
}

void keep_heading_elements(const ModelVerdict& verdict) {
  const PageView& page = verdict.page;
  const std::vector<float>& probability = verdict.probability;
  std::vector<std::uint8_t>& keep = verdict.keep;
  const LineTable& lines = page.lines();
  std::size_t below = lines.size(), from = lines.size();
  for (auto element = page.document.heading_elements.rbegin();
       element != page.document.heading_elements.rend(); ++element) {
    const std::size_t i = element->line;
    if (i >= from) continue;
    while (from > i + 1) {
      if (lines.kept(--from) && lines.chars[from] != 0) below = from;
    }
    from = i;
    const std::uint32_t block = page.block_of[i];
    const std::uint32_t next = below < lines.size() ? page.block_of[below] : no_block;
    if (lines.kept(i) && lines.chars[i] != 0) below = i;
    if (block == no_block || next == no_block) continue;
    if (lines.kept(i) && keep[next] != 0 && !page.has_cue(i) &&
        probability[block] >= policy::possible)
      keep[block] = 1;
  }
}

}  // namespace dechaff::decide
