#include "dedup/seen_fingerprints.h"

#include <algorithm>

namespace dechaff::dedup {
namespace {

constexpr std::size_t window_size = std::size_t{1} << 16;  // bytes

}  // namespace

SeenFingerprints::SeenFingerprints(std::size_t memory, std::size_t bloom)
    : memory_(memory == 0 ? SIZE_MAX : std::max<std::size_t>(memory, 4096)),
      seen_(memory_ / 16 * 15) {
  if (bloom > 0) bloom_.emplace(bloom);
}

void SeenFingerprints::open_store(const std::string& path, const std::string& kind) {
  store_ = std::make_unique<FingerprintStore>(path, kind, [&](std::span<const text::Hash128> keys) {
    if (answers(keys.size())) {
      found_.resize(keys.size());
      seen_.insert(keys, found_);
    } else {
      for (const text::Hash128 key : keys) spilled_->given(key);
    }
  });
  stored_ = seen_.size();
}

void SeenFingerprints::expect_by(double share) {
  constexpr double margin = 1.03;  // to grow once more for the last few would cost the most
  const auto asked = static_cast<double>(seen_.size() - stored_);
  seen_.expect(stored_ + static_cast<std::size_t>(std::min(asked / share, 1e15) * margin));
}

bool SeenFingerprints::answers(std::size_t more) {
  if (mode_ == Mode::second_round || bloom_) return true;
  if (mode_ == Mode::at_once && !seen_.has_room(more)) {
    mode_ = Mode::learning;
    spilled_ = std::make_unique<SpilledFingerprints>(memory_);
  }
  return mode_ == Mode::at_once;
}

void SeenFingerprints::ask(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh) {
  if (bloom_) {
    bloom_->insert(keys, fresh);
  } else if (mode_ == Mode::at_once) {
    seen_.insert(keys, fresh);
  } else {
    for (std::size_t i = 0; i < keys.size(); ++i)
      fresh[i] = !take_bit() && spilled_->answer(keys[i]) ? 1 : 0;
  }
  if (!store_) return;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (fresh[i] != 0) store_->add(keys[i]);
  }
}

bool SeenFingerprints::ask(text::Hash128 key) {
  std::uint8_t fresh = 0;
  ask({&key, 1}, {&fresh, 1});
  return fresh != 0;
}

void SeenFingerprints::learn(std::span<const text::Hash128> keys) {
  found_.resize(keys.size());
  seen_.find(keys, found_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    put_bit(found_[i] != 0);
    if (found_[i] == 0) spilled_->learn(keys[i]);
  }
}

void SeenFingerprints::settle() {
  if (mode_ != Mode::learning) return;
  in_table_.append(window_.data(), window_.size());
  seen_.clear();
  spilled_->settle();
  bits_ = 0;
  mode_ = Mode::second_round;
}

void SeenFingerprints::put_bit(bool bit) {
  if (bits_ % 8 == 0) {
    if (window_.size() == window_size) {
      in_table_.append(window_.data(), window_.size());
      window_.clear();
    }
    window_.push_back(0);
  }
  window_.back() = static_cast<std::uint8_t>(window_.back() | (bit ? 1U : 0U) << bits_ % 8);
  ++bits_;
}

bool SeenFingerprints::take_bit() {
  const std::uint64_t byte = bits_ / 8;
  if (bits_ % (window_size * 8) == 0) {
    window_.resize(std::min<std::uint64_t>(window_size, in_table_.size() - byte));
    in_table_.read(byte, window_.data(), window_.size());
  }
  const bool bit = (window_[byte % window_size] >> bits_ % 8 & 1U) != 0;
  ++bits_;
  return bit;
}

void SeenFingerprints::commit() {
  if (store_) store_->commit();
}

}  // namespace dechaff::dedup
