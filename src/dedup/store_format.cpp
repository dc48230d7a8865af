#include "dedup/store_format.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/error.h"

namespace dechaff::dedup {
namespace {

constexpr std::string_view name = "dechaff-store ", version = "dechaff-store 2\n";
constexpr std::size_t numbers_at = 64, sum_at = 120;

static_assert(version.size() + StoreHeader::most_kind + 1 <= numbers_at);

void put(std::string& bytes, std::size_t at, std::uint64_t number) {
  std::memcpy(bytes.data() + at, &number, sizeof number);
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

[[noreturn]] void damaged(const std::string& how) {
  throw Error({}, "store is damaged: " + how, {},
              "it was not changed: put a copy of it in its place, or delete it and begin anew");
}

}  // namespace

std::string print(const StoreHeader& header) {
  std::string out(version);
  out += header.kind + '\n';
  out.resize(StoreHeader::header_size, '\0');
  put(out, numbers_at, header.length);
  put(out, numbers_at + 8, header.keys);
  put(out, numbers_at + 16, header.sum);
  put(out, numbers_at + 24, header.writing ? 1 : 0);
  put(out, sum_at, text::hash64(std::string_view(out).substr(0, sum_at)));
  return out;
}

StoreHeader parse_store_header(std::string_view bytes) {
  if (!bytes.starts_with(name)) throw Error("store is none: another file is there");
  if (!bytes.starts_with(version.substr(0, std::min(bytes.size(), version.size())))) {
    throw Error({}, "store was written by another version of dechaff", {},
                "delete it, or name another one, and run once over the earlier input to fill it");
  }
  if (bytes.size() < StoreHeader::header_size) damaged("it ends within its header");
  if (number_at(bytes, sum_at) != text::hash64(bytes.substr(0, sum_at)))
    damaged("its header does not have its checksum");
  StoreHeader out;
  const std::size_t end = std::min(bytes.find('\n', version.size()), numbers_at);
  out.kind = bytes.substr(version.size(), end - version.size());
  out.length = number_at(bytes, numbers_at);
  out.keys = number_at(bytes, numbers_at + 8);
  out.sum = number_at(bytes, numbers_at + 16);
  out.writing = number_at(bytes, numbers_at + 24) != 0;
  if (print(out) != bytes || out.length < StoreHeader::header_size)
    damaged("its header is not one that dechaff writes");
  return out;
}

std::uint64_t block_sum(std::uint64_t before, std::span<const text::Hash128> keys) {
  const std::uint64_t sum =
      text::hash64({reinterpret_cast<const char*>(keys.data()), keys.size_bytes()});
  return text::mix(sum ^ text::mix(before + keys.size()));
}

StoreHeader read_store(std::uint64_t file_size,
                       const std::function<std::size_t(void*, std::size_t)>& read,
                       const std::function<void(const StoreHeader&)>& begin,
                       const std::function<void(std::span<const text::Hash128>)>& take) {
  std::string bytes(StoreHeader::header_size, '\0');
  bytes.resize(read(bytes.data(), bytes.size()));
  StoreHeader header = parse_store_header(bytes);
  begin(header);
  if (file_size < header.length) {
    damaged("it has " + std::to_string(file_size) + " bytes of " + std::to_string(header.length));
  }
  if (file_size > header.length && !header.writing) {
    damaged(std::to_string(file_size - header.length) + " bytes follow its end at byte " +
            std::to_string(header.length));
  }
  std::uint64_t at = StoreHeader::header_size, count = 0, sum = 0;
  std::vector<text::Hash128> keys;
  while (at < header.length) {
    const std::string where = "the block at byte " + std::to_string(at);
    StoreBlock block;
    if (header.length - at < sizeof block || read(&block, sizeof block) < sizeof block)
      damaged(where + " is cut short");
    if (block.tag != StoreBlock::mark || block.count == 0 || block.count > StoreBlock::most_keys)
      damaged(where + " is none");
    keys.resize(block.count);
    const std::size_t size = keys.size() * sizeof keys[0];
    if (header.length - at - sizeof block < size || read(keys.data(), size) < size)
      damaged(where + " is cut short");
    sum = block_sum(sum, keys);
    if (sum != block.sum) damaged(where + " does not have its checksum");
    at += sizeof block + size;
    count += block.count;
    take(keys);
  }
  if (count != header.keys || sum != header.sum)
    damaged("its blocks are not those that its header counts");
  return header;
}

}  // namespace dechaff::dedup
