#include "core/built_in.h"

#include <algorithm>

// Defined by built_in_data.cpp; the tool that makes the data has an empty one.
extern "C" __attribute__((visibility("hidden"))) const unsigned char dechaff_built_in[];

namespace dechaff::built_in {
namespace {

const Header& header() { return *reinterpret_cast<const Header*>(dechaff_built_in); }

std::string_view at(std::uint64_t begin, std::uint64_t size) {
  return {reinterpret_cast<const char*>(dechaff_built_in) + begin, size};
}

}  // namespace

std::span<const Entry> entries() {
  return {reinterpret_cast<const Entry*>(dechaff_built_in + sizeof(Header)), header().files};
}

std::string_view path(const Entry& entry) { return at(entry.path_begin, entry.path_size); }

std::string_view bytes(const Entry& entry) { return at(entry.begin, entry.size); }

std::optional<std::string_view> find(std::string_view wanted) {
  const std::span<const Entry> all = entries();
  const auto found = std::lower_bound(
      all.begin(), all.end(), wanted,
      [](const Entry& entry, std::string_view name) { return path(entry) < name; });
  if (found == all.end() || path(*found) != wanted) return std::nullopt;
  return bytes(*found);
}

std::string_view packs() { return at(header().packs_begin, header().packs_size); }

std::string_view rules_hash() { return {header().rules_hash, sizeof header().rules_hash}; }
std::string_view folder_hash() { return {header().folder_hash, sizeof header().folder_hash}; }
std::string_view model_hash() { return {header().model_hash, sizeof header().model_hash}; }

}  // namespace dechaff::built_in
