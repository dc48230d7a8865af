#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/options.h"

namespace dechaff::cli {

/// A file to read, and what it is called below the folder that -o names.
struct InputFile {
  std::string path;
  std::string name;
};

/// The files that the command line means: the named ones, those of named folders and of
/// --files0-from; standard input when there is none. Folders are walked by name, without hidden
/// files and folders, symbolic links, and what the run itself writes. Throws Error when the list
/// cannot be read, or a folder cannot.
enum class Folders : std::uint8_t { walked, named };  // named: they stay what was named
std::vector<InputFile> find_inputs(const Options& options, Folders folders = Folders::walked);

/// Whether -o names a folder: it ends in '/', or it is there.
bool writes_folder(const Options& options);

}  // namespace dechaff::cli
