#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The folder `rules` as it was when the program was built: packs, models, recipes, lists of words.
/// It is part of the program (and of the library): nothing is read from disk and nothing is copied.
namespace dechaff::built_in {

/// The data begin with this header; `files` entries follow, sorted by their paths, then the bytes
/// they point to. Offsets count from the header. src/rules/embed writes it.
struct Header {
  std::uint64_t files, packs_begin, packs_size;
  char rules_hash[16], folder_hash[16], model_hash[16];
};
struct Entry {
  std::uint64_t path_begin, path_size, begin, size;
};
inline constexpr std::size_t alignment = 64;  // of every file's first byte
inline constexpr std::string_view model_path = "models/boilerplate.model";

/// All files, by path.
std::span<const Entry> entries();
std::string_view path(const Entry& entry);  // below the folder, e.g. "en/share.toml"
std::string_view bytes(const Entry& entry);

/// The bytes of a file; nothing when there is no such file.
std::optional<std::string_view> find(std::string_view path);

/// What rules::compile_packs() made of the packs.
std::string_view packs();

/// XXH3 in 16 hexadecimal digits: of the folder without its models, of all of it, of the model.
std::string_view rules_hash();
std::string_view folder_hash();
std::string_view model_hash();

}  // namespace dechaff::built_in
