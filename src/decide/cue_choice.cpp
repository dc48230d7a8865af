#include "decide/cue_choice.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "decide/policy.h"
#include "decide/prose.h"

namespace dechaff::decide {

namespace {

bool certain_call_out(const rules::Rule& rule) {
  return rule.certain && rule.action == rules::Action::drop && rule.zones.has(Zone::head) &&
         rule.zones.has(Zone::tail) && rules::traits_of(rule.kind).is(rules::Trait::call_out);
}

bool is_call_out(const PageView& page, std::size_t line) {
  const auto hits = page.cues.of(line);
  return std::any_of(hits.begin(), hits.end(),
                     [](const rules::Hit& hit) { return certain_call_out(*hit.rule); });
}

/// Whether the line is between two paragraphs, other call-outs aside: the text above it ends a
/// sentence, and prose or nothing follows.
bool between_paragraphs(const PageView& page, std::size_t line) {
  const LineTable& lines = page.lines();
  const auto passed_over = [&](std::size_t i) {
    return !lines.kept(i) || lines.chars[i] == 0 || is_call_out(page, i);
  };
  std::size_t above = line;
  while (above > 0 && passed_over(above - 1)) --above;
  if (above == 0 || !is_prose(lines, above - 1)) return false;
  std::size_t below = line + 1;
  while (below < lines.size() && passed_over(below)) ++below;
  return below == lines.size() || is_prose(lines, below);
}

/// The hit of a rule that takes a line for a button; null: none.
const rules::Hit* button_of(const PageView& page, std::size_t line) {
  for (const rules::Hit& hit : page.cues.of(line)) {
    if (hit.rule->kind == rules::CueKind::controls && hit.rule->action == rules::Action::drop)
      return &hit;
  }
  return nullptr;
}

/// A button that stands below each thing of a list supports itself: "Book now".
void fire_repeated_buttons(const PageView& page, CueChoice& out) {
  std::vector<std::pair<std::string_view, std::size_t>> buttons;
  for (std::size_t i = 0; i < out.fire.size(); ++i) {
    if (out.supported[i] != 0 && button_of(page, i) != nullptr)
      buttons.emplace_back(trim(page.lines().shown(i)), i);
  }
  std::sort(buttons.begin(), buttons.end());
  for (std::size_t k = 0; k < buttons.size(); ++k) {
    const auto same = [&](std::size_t other) {
      return other < buttons.size() && buttons[other].first == buttons[k].first;
    };
    const std::size_t line = buttons[k].second;
    if (out.fire[line] == nullptr && (same(k + 1) || (k > 0 && same(k - 1))))
      out.fire[line] = button_of(page, line);
  }
}

}  // namespace

bool heads_prose(const PageView& page, std::size_t line, rules::CueKind kind) {
  const LineTable& lines = page.lines();
  std::size_t below = line + 1;
  while (below < lines.size() && lines.chars[below] == 0) ++below;
  if (below == lines.size() || !is_prose(lines, below)) return false;
  std::size_t above = line;
  while (above > 0 && lines.chars[above - 1] == 0) --above;
  if (above == 0) return false;
  const auto hits = page.cues.of(above - 1);
  return std::none_of(hits.begin(), hits.end(),
                      [&](const rules::Hit& hit) { return hit.rule->kind == kind; });
}

void choose_cues(const PageView& page, bool by_setting, CueChoice& out) {
  const std::size_t n = page.lines().size();
  const auto may_act = [&](std::size_t line, const rules::Hit& hit) {
    const rules::Rule& rule = *hit.rule;
    const bool cuts = rule.action == rules::Action::drop || rule.action == rules::Action::strip;
    const bool here =
        rule.zones.has(page.zone(line)) ||
        (page.zone(line) == Zone::body && certain_call_out(rule) && between_paragraphs(page, line));
    return cuts && here &&
           (by_setting || !rules::traits_of(rule.kind).is(rules::Trait::by_setting));
  };
  out.fire.assign(n, nullptr);
  out.supported.assign(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (const rules::Hit& hit : page.cues.of(i)) {
      if (!may_act(i, hit)) continue;
      out.supported[i] = 1;
      if (hit.rule->certain && out.fire[i] == nullptr) out.fire[i] = &hit;
    }
  }
  // Of text in an unknown language, or in several, only what is certain goes.
  if (!page.has_body() || n < policy::least_page || page.document.language.empty()) return;
  constexpr std::size_t reach = policy::support_reach;
  for (std::size_t i = 0; i < n; ++i) {
    if (out.fire[i] != nullptr || out.supported[i] == 0) continue;
    bool support = i == 0 || i + 1 == n;
    for (std::size_t k = i > reach ? i - reach : 0; k <= std::min(n - 1, i + reach); ++k)
      support = support || (k != i && out.supported[k] != 0);
    if (!support) continue;
    for (const rules::Hit& hit : page.cues.of(i)) {
      if (!may_act(i, hit)) continue;
      const rules::CueKind kind = hit.rule->kind;
      if (kind == rules::CueKind::navigation && heads_prose(page, i, kind)) break;
      out.fire[i] = &hit;
      break;
    }
  }
  fire_repeated_buttons(page, out);
}

}  // namespace dechaff::decide
