#include "bytes/unpacker.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace dechaff::bytes {
namespace {

constexpr std::size_t part_size = 1 << 18;  // of the file, for one thread

}  // namespace

char* Unpacked::room(std::size_t size) {
  if (capacity_ < size_ + size) {
    capacity_ = std::max(size_ + size, 2 * capacity_);
    std::unique_ptr<char[]> larger(new char[capacity_]);  // not filled with zeros
    if (size_ > 0) std::memcpy(larger.get(), bytes_.get(), size_);
    bytes_ = std::move(larger);
  }
  return bytes_.get() + size_;
}

bool Unpacker::unpack_ahead() {
  window_.fill(part_size * jobs_ * 2);
  const std::string_view window = window_.waiting();
  if (window.empty()) return false;
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin < window.size() && parts < jobs_ * 2;) {
    if (parts == parts_.size()) parts_.emplace_back();
    parts_[parts].clear();
    parts_[parts++].begin = begin;
    begin = begin + part_size < window.size() ? find_member(window, begin + part_size)
                                              : std::string_view::npos;
  }
  const auto unpack_part = [&](std::size_t i) {
    unpack(window, i + 1 < parts ? parts_[i + 1].begin : window.size(), parts_[i]);
  };
  if (jobs_ > 1 && parts > 1) {
    // Isolated: a thread that waits here must not take up another batch of the pipeline.
    tbb::this_task_arena::isolate(
        [&] { tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t i) { unpack_part(i); }); });
  } else {
    for (std::size_t i = 0; i < parts; ++i) unpack_part(i);
  }
  // A part counts when it begins where the one before ended: then its begin was a real one.
  usable_ = part_ = at_ = 0;
  std::size_t end = 0;
  std::uint64_t offset = offset_;
  for (std::size_t i = 0; i < parts; ++i) {
    if (parts_[i].begin != end || parts_[i].end == end) break;
    for (const Joint& joint : parts_[i].joints)
      joints_.push_back({window_.position() + joint.packed, offset + joint.offset});
    offset += parts_[i].bytes().size();
    end = parts_[i].end;
    ++usable_;
  }
  window_.skip(end);
  return usable_ > 0;
}

std::size_t Unpacker::read(char* to, std::size_t capacity) {
  for (;;) {
    if (part_ < usable_) {
      const std::string_view bytes = parts_[part_].bytes();
      const std::size_t n = bytes.copy(to, capacity, at_);  // no bytes: a skippable frame
      at_ += n;
      if (at_ == bytes.size()) ++part_, at_ = 0;
      offset_ += n;
      if (n > 0) return n;
      continue;
    }
    if (streaming_) {
      const std::size_t n = read_stream(to, capacity);
      offset_ += n;
      if (n > 0) return n;
      if (!streaming_) continue;
    }
    if (damaged_ || unpack_ahead()) {
      if (damaged_) return 0;
      continue;
    }
    if (window_.waiting().empty()) return 0;
    joints_.push_back({window_.position(), offset_});
    begin_stream();
    streaming_ = true;
  }
}

std::size_t Unpacker::read_stream(char* to, std::size_t capacity) {
  for (;;) {
    window_.fill(1);
    std::string_view in = window_.waiting();
    if (in.empty()) {
      damaged_ = true;
      streaming_ = false;
      window_.fail(std::string(kind()) + " data is cut short");
    }
    std::size_t size = capacity;
    const Step step = stream(in, to, size);
    window_.skip(window_.waiting().size() - in.size());
    if (step == Step::end) streaming_ = false;
    if (step == Step::broken && size == 0) {
      damaged_ = true;
      streaming_ = false;
      window_.fail(std::string(kind()) + " data is broken: " + why());
    }
    if (size > 0 || step == Step::end) return size;
  }
}

bool Unpacker::skip_damage() {
  if (!damaged_) return false;
  for (;;) {
    window_.fill(part_size);
    const std::size_t next = find_member(window_.waiting(), 1);
    if (next == std::string_view::npos) {
      if (window_.ended()) return false;
      window_.skip(window_.waiting().size() - 3);
      continue;
    }
    window_.skip(next);
    window_.fill(part_size);
    if (begins_member()) break;
  }
  usable_ = part_ = at_ = 0;
  damaged_ = false;
  return true;
}

bool Unpacker::begins_member() {
  constexpr std::size_t enough = 1 << 16;
  char to[1 << 12];
  std::string_view in = window_.waiting();
  begin_stream();
  for (std::size_t got = 0; got < enough;) {
    std::size_t size = sizeof to;
    const Step step = stream(in, to, size);
    if (step == Step::broken || step == Step::end) return step == Step::end;
    got += size;
    if (size == 0) return got > 0;  // the file ends
  }
  return true;
}

Joint Unpacker::joint(std::uint64_t offset) {
  while (joints_.size() > 1 && joints_[1].offset <= offset) joints_.pop_front();
  return joints_.empty() ? Joint{} : joints_.front();
}

void Unpacker::seek(Joint joint) {
  window_.seek(joint.packed);
  offset_ = joint.offset;
  usable_ = part_ = at_ = 0;
  streaming_ = damaged_ = false;
  joints_.clear();
}

}  // namespace dechaff::bytes
