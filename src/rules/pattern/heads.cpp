#include "rules/pattern/heads.h"

#include <algorithm>

namespace dechaff::rules {

bool Heads::may_be_none() const {
  return open_ && std::find(growing_.begin(), growing_.end(), "") != growing_.end();
}

void Heads::settle() {
  for (std::string& s : growing_) {
    if (!s.empty()) done_.push_back(std::move(s));
  }
  growing_ = {""};
}

void Heads::extend(const Strings& next) {
  if (!open_) return;
  if (next.size() == 1 && longest(growing_) + next.front().size() < longest_string) {
    for (std::string& s : growing_) s += next.front();  // the common case: one more letter
    return;
  }
  for (const std::size_t enough :
       {longest_string, std::size_t{8}, std::size_t{6}, std::size_t{4}, std::size_t{3}}) {
    const auto growing = static_cast<std::size_t>(std::count_if(
        growing_.begin(), growing_.end(), [&](const std::string& s) { return s.size() < enough; }));
    if (growing * next.size() > 2 * most_strings) continue;
    grow(next, enough);
    return;
  }
  open_ = false;
}

void Heads::maybe(const Strings& next) {
  if (!open_) return;
  Heads with;
  with.growing_ = growing_;
  with.extend(next);
  unite(done_, with.done_);
  unite(done_, with.growing_);
}

Strings Heads::take() {
  unite(growing_, done_);
  return useful(growing_) && fit(growing_) ? std::move(growing_) : Strings{};
}

void Heads::grow(const Strings& next, std::size_t enough) {
  Strings longer;
  for (const std::string& s : growing_) {
    if (s.size() >= enough) {
      done_.push_back(s);
      continue;
    }
    for (const std::string& more : next) {
      std::string both = s + more;
      const bool whole = both.size() < longest_string;
      if (!whole) both.resize(longest_string);
      (whole ? longer : done_).push_back(std::move(both));
    }
  }
  std::sort(longer.begin(), longer.end());
  longer.erase(std::unique(longer.begin(), longer.end()), longer.end());
  growing_ = std::move(longer);
  open_ = !growing_.empty();
  if (done_.size() > 8 * most_strings && !fit(done_)) {
    growing_ = {""};
    open_ = false;
  }
}

}  // namespace dechaff::rules
