#include "signals/line_repeats.h"

#include <algorithm>

#include "text/hash.h"
#include "text/utf8.h"

namespace dechaff::signals {

void LineRepeats::add(std::string_view text) {
  add(text::hash64(text), static_cast<std::uint32_t>(text::code_points(text)));
}

void LineRepeats::add(std::uint64_t hash, std::uint32_t characters) {
  if (entries_.size() * 2 >= slots_.size()) grow();
  ++all_;
  characters_ += characters;
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at] != 0 && entries_[slots_[at] - 1].hash != hash) {
    at = (at + 1) & (slots_.size() - 1);
  }
  if (slots_[at] == 0) {
    entries_.push_back({hash, 1, characters});
    slots_[at] = static_cast<std::uint32_t>(entries_.size());
    return;
  }
  ++entries_[slots_[at] - 1].count;
  later_characters_ += characters;
}

void LineRepeats::grow() {
  slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), 0);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t at = entries_[i].hash & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

double LineRepeats::copies() const {
  std::uint64_t sum = 0;
  for (const Entry& entry : entries_) sum += entry.count > 1 ? entry.count : 0;
  return static_cast<double>(sum);
}

double LineRepeats::copy_characters() const {
  std::uint64_t sum = 0;
  for (const Entry& entry : entries_) {
    if (entry.count > 1) sum += std::uint64_t{entry.count} * entry.characters;
  }
  return static_cast<double>(sum);
}

}  // namespace dechaff::signals
