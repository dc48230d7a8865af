#pragma once

#include <string>
#include <vector>

#include "formats/reader.h"
#include "run/sampler.h"

namespace dechaff::cli {

/// What the command line said about input, output and rules; the same for every command that runs
/// a chain.
struct Options {
  std::vector<std::string> files;
  std::vector<std::string> globs;  // of files in folders
  std::string files_from;          // NUL-separated names; "-" is standard input
  formats::ReadOptions reading;
  unsigned jobs = 0;  // 0: all cores
  std::string output = "-";
  bool in_place = false;
  bool explain = false;
  std::string shape;                // --to; empty: by the output's name, or what went in
  std::vector<std::string> fields;  // of --to
  bool links = false;               // of --to md
  SampleSize sample;
  bool drop_empty = false;
  unsigned long min_document_words = 0;
  std::string summary;  // file; empty: none
  bool verbose = false;
  bool strict = false;
  bool quiet = false;
  std::string removed, meta, errors;
  std::uint64_t shard_size = 0;  // bytes; 0: one file
  std::string checkpoint;
  double checkpoint_every = 10;  // seconds

  std::string rules_root;                 // in the place of the program's own folder; empty: that
  std::vector<std::string> rule_folders;  // added to the ones that come with the program
  std::vector<std::string> without_rules, only_kinds;
  std::vector<std::string> languages;  // of the text; none: guessed
  bool no_model = false;
  std::string model;  // a file in the place of the program's own
};

/// How many threads: all cores where nothing was said.
unsigned jobs_of(const Options& options);

/// The paths of find_inputs(): cli/inputs.h.
std::vector<std::string> input_files(const Options& options);

}  // namespace dechaff::cli
