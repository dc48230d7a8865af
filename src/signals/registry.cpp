#include <algorithm>
#include <array>
#include <utility>

#include "core/error.h"
#include "signals/families.h"

namespace dechaff::signals {
namespace {

/// Whether `name` fits `pattern`, in which `*` stands for any characters. O(|pattern| · |name|).
bool fits(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, from = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

const std::vector<Group>& groups() {
  static const std::vector<Group> all = [] {
    std::vector<Group> out;
    for (const auto family :
         {text_groups, c4_groups, gopher_groups, fineweb_groups, redpajama_groups, ccnet_groups,
          dolma_groups, dclm_groups, nemo_groups, justext_groups, chaff_groups}) {
      for (Group& group : family()) out.push_back(std::move(group));
    }
    return out;
  }();
  return all;
}

std::vector<std::string_view> signal_names() {
  std::vector<std::string_view> out;
  for (const Group& group : groups()) {
    for (const Signal& signal : group.signals) out.push_back(signal.name);
  }
  return out;
}

Selection::Selection(const std::vector<std::string>& patterns) {
  const bool only_without =
      std::all_of(patterns.begin(), patterns.end(),
                  [](const std::string& pattern) { return pattern.starts_with('!'); });
  std::vector<bool> used(patterns.size());
  for (const Group& group : groups()) {
    Part part{&group, {}};
    for (std::size_t i = 0; i < group.signals.size(); ++i) {
      bool wanted = only_without && !group.needs_chain;
      for (std::size_t k = 0; k < patterns.size(); ++k) {
        const bool takes_away = patterns[k].starts_with('!');
        if (!fits(std::string_view(patterns[k]).substr(takes_away ? 1 : 0),
                  group.signals[i].name)) {
          continue;
        }
        wanted = !takes_away;
        used[k] = true;
      }
      if (!wanted) continue;
      part.wanted.emplace_back(i, names_.size());
      names_.push_back(&group.signals[i]);
      sources_.push_back(group.source);
    }
    if (part.wanted.empty()) continue;
    needs_ |= group.needs;
    parts_.push_back(std::move(part));
  }
  for (std::size_t k = 0; k < patterns.size(); ++k) {
    if (used[k]) continue;
    const std::string_view near = nearest(patterns[k], signal_names());
    throw Error({}, "no signal is called '" + patterns[k] + "'", {},
                near.empty() ? "docs/signals.md lists them; 'c4.*' names all of a family"
                             : "did you mean '" + std::string(near) + "'?");
  }
}

std::size_t Selection::find(std::string_view name) const {
  const auto at = std::find_if(names_.begin(), names_.end(),
                               [&](const Signal* signal) { return signal->name == name; });
  return static_cast<std::size_t>(at - names_.begin());
}

bool Selection::needs_chain() const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return part.group->needs_chain; });
}

void Selection::put(const Part& part, const Values& from, std::vector<double>& values) {
  for (const auto& [signal, to] : part.wanted) values[to] = from[signal];
}

/// Last, when the memory of lines can be had: those of one kind of words together.
void Selection::compute_ngrams(const Subject& subject, std::vector<double>& values) const {
  for (const Need need :
       {need_english_repeats, need_normal_repeats, need_chunk_repeats, need_unicode_repeats}) {
    std::array<std::pair<const Part*, Values>, 4> taking;
    std::size_t count = 0;
    for (const Part& part : parts_) {
      if (part.group->ngrams == nullptr || part.group->needs != need) continue;
      taking.at(count).first = &part;
      taking.at(count++).second.fill(no_value);
    }
    if (count == 0) continue;
    subject.columns.for_each_level(need, [&](const WordColumn& words) {
      for (std::size_t i = 0; i < count; ++i)
        taking[i].first->group->ngrams(subject, words, taking[i].second.data());
    });
    for (std::size_t i = 0; i < count; ++i) put(*taking[i].first, taking[i].second, values);
  }
}

void Selection::compute(std::string_view text, const Document* document, TextColumns& columns,
                        std::vector<double>& values) const {
  columns.assign(text, needs_);
  values.assign(size(), no_value);
  for (const Part& part : parts_) {
    if (part.group->compute == nullptr) continue;
    Values out;
    out.fill(no_value);
    part.group->compute({columns, document}, out.data());
    put(part, out, values);
  }
  columns.release_lines();
  compute_ngrams({columns, document}, values);
}

}  // namespace dechaff::signals
