// Part of the build: writes the folder `rules`, with its packs compiled, as the one block of data
// that the program and the library take in (core/built_in.h).
//
//   embed_rules RULES OUT           the data; left alone when they are already so
//   embed_rules --packs RULES OUT   the compiled packs alone, for the fuzzer's seeds

#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "bytes/checksum.h"
#include "bytes/folder_hash.h"
#include "core/built_in.h"
#include "core/error.h"
#include "core/read_file.h"
#include "rules/compiled_packs.h"

// The tool is linked before there are data.
extern "C" __attribute__((visibility("hidden")))
const unsigned char dechaff_built_in[sizeof(dechaff::built_in::Header)] = {};

namespace dechaff {
namespace {

void align(std::string& out) {
  out.resize((out.size() + built_in::alignment - 1) / built_in::alignment * built_in::alignment);
}

void set_hash(char (&to)[16], const std::string& hash) { std::memcpy(to, hash.data(), sizeof to); }

std::string data_of(const RulesFolder& folder) {
  const std::vector<std::string> names = folder.names();
  built_in::Header header{};
  header.files = names.size();
  set_hash(header.rules_hash, bytes::folder_hash(folder, "models/"));
  set_hash(header.folder_hash, bytes::folder_hash(folder));
  std::vector<built_in::Entry> entries;
  std::string out(sizeof header + names.size() * sizeof(built_in::Entry), '\0');
  for (const std::string& name : names) {
    entries.push_back({out.size(), name.size(), 0, 0});
    out += name;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    align(out);
    const std::string bytes = folder.read(names[i]).text;
    entries[i].begin = out.size();
    entries[i].size = bytes.size();
    out += bytes;
    if (names[i] != built_in::model_path) continue;
    bytes::Checksum sum;
    sum.add(bytes);
    set_hash(header.model_hash, sum.hex());
  }
  align(out);
  const std::string packs = rules::compile_packs(folder);
  header.packs_begin = out.size();
  header.packs_size = packs.size();
  out += packs;
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + sizeof header, entries.data(), entries.size() * sizeof entries[0]);
  return out;
}

void write(const std::string& path, const std::string& bytes) {
  std::error_code error;
  if (std::filesystem::exists(path, error) && read_file(path) == bytes) return;
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw Error({path}, "cannot be written");
}

int embed(const std::vector<std::string>& words) {
  const bool packs_only = words.size() == 3 && words[0] == "--packs";
  if (words.size() != 2 && !packs_only) throw Error({}, "usage: embed_rules [--packs] RULES OUT");
  const RulesFolder folder(words[words.size() - 2]);
  write(words.back(), packs_only ? rules::compile_packs(folder) : data_of(folder));
  return 0;
}

}  // namespace
}  // namespace dechaff

int main(int count, char** words) {
  try {
    return dechaff::embed({words + 1, words + count});
  } catch (const dechaff::Error& error) {
    std::fprintf(stderr, "embed_rules: %s\n", dechaff::message_of(error).c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "embed_rules: %s\n", error.what());
  }
  return 1;
}
