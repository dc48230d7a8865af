#include "decide/cue_choice.h"

#include <algorithm>

#include "decide/policy.h"

namespace dechaff::decide {

void choose_cues(const PageView& page, bool by_setting, CueChoice& out) {
  const std::size_t n = page.lines().size();
  const auto may_act = [&](std::size_t line, const rules::Hit& hit) {
    const rules::Rule& rule = *hit.rule;
    const bool cuts = rule.action == rules::Action::drop || rule.action == rules::Action::strip;
    return cuts && rule.zones.has(page.zone(line)) &&
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
      out.fire[i] = &hit;
      break;
    }
  }
}

}  // namespace dechaff::decide
