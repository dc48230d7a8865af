#include "run/sampler.h"

#include <charconv>
#include <cmath>
#include <iterator>
#include <stdexcept>

#include "text/hash.h"

namespace dechaff {

SampleSize sample_size(std::string_view text) {
  SampleSize out;
  out.given = true;
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const char* const end = text.data() + text.size();
  double number = 0;
  const auto [read, bad] = std::from_chars(text.data(), end, number);
  const bool whole = std::trunc(number) == number;
  if (bad != std::errc{} || read != end || !(number > 0) || number > 1e15 ||
      (percent ? number > 100 : !whole)) {
    throw std::invalid_argument("'sample' takes a number of documents or a share, e.g. 50 or 1%");
  }
  if (percent) {
    out.share = number / 100;
  } else {
    out.documents = static_cast<std::size_t>(number);
  }
  return out;
}

std::uint64_t sample_key(const formats::Batch& batch, const formats::Record& record) {
  if (!record.id.empty()) return text::hash128(record.id).low;
  return text::hash128(batch.source + ':' + std::to_string(record.line)).low;
}

bool Sampler::take(std::uint64_t key, std::uint64_t ordinal) {
  if (size_.documents == 0)
    return size_.share >= 1 || static_cast<double>(key) < size_.share * 18446744073709551616.0;
  const std::scoped_lock lock(mutex_);
  if (lowest_.size() == size_.documents) {
    const auto last = std::prev(lowest_.end());
    if (std::pair{key, ordinal} > *last) return false;
    out_.insert(last->second);
    lowest_.erase(last);
  }
  lowest_.insert({key, ordinal});
  return true;
}

bool Sampler::chosen(std::uint64_t ordinal) const {
  const std::scoped_lock lock(mutex_);
  return out_.count(ordinal) == 0;
}

}  // namespace dechaff
