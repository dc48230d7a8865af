#include "bytes/zip.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/error.h"

namespace dechaff::bytes {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view local_mark = "PK\3\4", described_mark = "PK\7\10";
constexpr std::size_t local_size = 30, most_at_once = 1 << 16;

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t out = 0;
  for (std::size_t i = size; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

/// Marks of what follows the members: their directory, its end, extra data.
bool ends_members(std::string_view bytes) {
  return bytes.starts_with("PK\1\2") || bytes.starts_with("PK\5\6") ||
         bytes.starts_with("PK\6\6") || bytes.starts_with("PK\6\10");
}

bool is_hidden(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view part = name.substr(at, name.find('/', at) - at);
    if (part == "__MACOSX" || (part.starts_with('.') && part != "." && part != "..")) return true;
    at += part.size() + 1;
  }
  return false;
}

/// Sizes that do not fit in 32 bits are in an extra field.
void read_large_sizes(std::string_view extra, std::uint64_t& size, std::uint64_t& packed) {
  while (extra.size() >= 4) {
    const std::uint64_t id = little_endian(extra, 0, 2), length = little_endian(extra, 2, 2);
    if (length > extra.size() - 4) return;
    if (id == 1) {
      std::string_view values = extra.substr(4, length);
      for (std::uint64_t* value : {&size, &packed}) {
        if (*value != 0xFFFFFFFF || values.size() < 8) continue;
        *value = little_endian(values, 0, 8);
        values.remove_prefix(8);
      }
    }
    extra.remove_prefix(4 + length);
  }
}

}  // namespace

ZipMembers::~ZipMembers() {
  if (inflating_) inflateEnd(&stream_);
}

void ZipMembers::fail_member(const std::string& why) {
  throw Error({window_.name() + '/' + name_}, why);
}

bool ZipMembers::next() {
  skip_rest();
  for (;;) {
    if (state_ == State::ended) return false;
    if (state_ == State::lost) {
      window_.fill(most_at_once);
      const std::string_view waiting = window_.waiting();
      const std::size_t found = waiting.find(local_mark);
      if (found == std::string_view::npos) {
        if (window_.ended()) {
          state_ = State::ended;
          return false;
        }
        window_.skip(waiting.size() - 3);
        continue;
      }
      window_.skip(found);
      state_ = State::between;
    }
    if (begin_member()) return true;
  }
}

/// False for what is left out, and at the end.
bool ZipMembers::begin_member() {
  window_.fill(local_size);
  std::string_view head = window_.waiting();
  if (ends_members(head)) {
    state_ = State::ended;
    return false;
  }
  if (head.size() < local_size) {
    state_ = State::ended;
    window_.fail("zip archive is cut short");
  }
  if (!head.starts_with(local_mark)) {
    state_ = State::lost;
    window_.fail("zip archive is broken: no member where one should begin");
  }
  const auto flags = static_cast<unsigned>(little_endian(head, 6, 2));
  const auto method = static_cast<unsigned>(little_endian(head, 8, 2));
  wanted_crc_ = static_cast<std::uint32_t>(little_endian(head, 14, 4));
  packed_ = little_endian(head, 18, 4);
  size_ = little_endian(head, 22, 4);
  const std::size_t name_size = little_endian(head, 26, 2), extra = little_endian(head, 28, 2);
  window_.fill(local_size + name_size + extra);
  head = window_.waiting();
  if (head.size() < local_size + name_size + extra) {
    state_ = State::ended;
    window_.fail("zip archive is cut short");
  }
  name_ = head.substr(local_size, name_size);
  read_large_sizes(head.substr(local_size + name_size, extra), size_, packed_);
  window_.skip(local_size + name_size + extra);
  begin_data(flags, method);
  if (!name_.ends_with('/') && !is_hidden(name_)) return true;
  skip_rest();
  return false;
}

void ZipMembers::begin_data(unsigned flags, unsigned method) {
  constexpr unsigned encrypted = 1, sizes_follow = 8;
  crc_ = 0;
  taken_ = taken_packed_ = 0;
  said_ = false;
  described_ = (flags & sizes_follow) != 0;
  state_ = State::unread;
  if ((flags & encrypted) != 0) {
    unread_ = "is encrypted";
  } else if (method == 0 && !described_) {
    state_ = State::stored;
  } else if (method == 0) {
    unread_ = "is stored without its size";
  } else if (method != 8) {
    unread_ = "is packed in a way that is not read; only deflate is";
  } else {
    if (inflating_) inflateEnd(&stream_);
    stream_ = {};
    inflating_ = inflateInit2(&stream_, -15) == Z_OK;
    if (!inflating_) fail_member("zlib cannot start");
    state_ = State::deflated;
  }
}

std::size_t ZipMembers::read(char* to, std::size_t capacity) {
  switch (state_) {
    case State::unread:
      if (!std::exchange(said_, true)) fail_member(unread_);
      return 0;
    case State::whole:
      check();
      return 0;
    case State::broken:
      give_up();
      return 0;
    case State::stored:
      return copy_some(to, capacity);
    case State::deflated:
      return inflate_some(to, capacity);
    default:
      return 0;
  }
}

std::size_t ZipMembers::copy_some(char* to, std::size_t capacity) {
  if (taken_ == packed_) {
    check();
    return 0;
  }
  window_.fill(1);
  const std::size_t n = static_cast<std::size_t>(
      std::min<std::uint64_t>({window_.waiting().size(), capacity, packed_ - taken_}));
  if (n == 0) {
    state_ = State::ended;
    fail_member("zip archive is cut short");
  }
  std::memcpy(to, window_.waiting().data(), n);
  window_.skip(n);
  crc_ = static_cast<std::uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(to), n));
  taken_ += n;
  taken_packed_ += n;
  return n;
}

std::size_t ZipMembers::inflate_some(char* to, std::size_t capacity) {
  capacity = std::min<std::size_t>(capacity, 1 << 30);
  for (;;) {
    window_.fill(1);
    const std::string_view in = window_.waiting().substr(0, 1 << 30);
    if (in.empty()) {
      state_ = State::ended;
      fail_member("zip archive is cut short");
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(capacity);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    const std::size_t used = in.size() - stream_.avail_in, got = capacity - stream_.avail_out;
    window_.skip(used);
    taken_packed_ += used;
    taken_ += got;
    crc_ = static_cast<std::uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(to), got));
    if (result == Z_STREAM_END) {
      state_ = State::whole;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      state_ = State::broken;
    }
    if (got > 0) return got;
    if (state_ != State::deflated) return read(to, capacity);
  }
}

/// Finds the sizes that follow the data, with or without a mark, in 32 or in 64 bits.
bool ZipMembers::find_description() {
  window_.fill(24);
  std::string_view waiting = window_.waiting();
  for (const std::size_t mark : {std::size_t{4}, std::size_t{0}}) {
    if (mark > 0 && !waiting.starts_with(described_mark)) continue;
    for (const std::size_t width : {std::size_t{4}, std::size_t{8}}) {
      const std::size_t all = mark + 4 + 2 * width;
      if (waiting.size() < all) continue;
      const std::uint64_t low = width == 4 ? 0xFFFFFFFFU : ~std::uint64_t{0};
      if (little_endian(waiting, mark, 4) != crc_ ||
          little_endian(waiting, mark + 4, width) != (taken_packed_ & low) ||
          little_endian(waiting, mark + 4 + width, width) != (taken_ & low)) {
        continue;
      }
      window_.skip(all);
      return true;
    }
  }
  return false;
}

void ZipMembers::check() {
  state_ = State::between;
  if (described_ ? find_description()
                 : taken_packed_ == packed_ && taken_ == size_ && crc_ == wanted_crc_) {
    return;
  }
  give_up();
}

/// The next member begins where the header says, if it does; else it is looked for.
void ZipMembers::give_up() {
  state_ = described_ || taken_packed_ > packed_ ? State::lost : State::unread;
  packed_ -= std::min(packed_, taken_packed_);
  said_ = true;
  fail_member("zip data is broken");
}

void ZipMembers::skip_rest() {
  if (state_ == State::unread) {
    if (described_) {  // its size is not known
      state_ = State::lost;
      return;
    }
    for (std::uint64_t left = packed_; left > 0;) {
      window_.fill(1);
      const std::size_t n =
          static_cast<std::size_t>(std::min<std::uint64_t>(left, window_.waiting().size()));
      if (n == 0) {
        state_ = State::ended;
        window_.fail("zip archive is cut short");
      }
      window_.skip(n);
      left -= n;
    }
    state_ = State::between;
    return;
  }
  char some[1 << 12];
  while (state_ == State::stored || state_ == State::deflated || state_ == State::whole ||
         state_ == State::broken) {
    read(some, sizeof some);
  }
  if (state_ == State::unread) skip_rest();
}

bool begins_zip(std::string_view bytes) {
  return bytes.starts_with(local_mark) || bytes.starts_with("PK\5\6\0\0"sv);
}

}  // namespace dechaff::bytes
