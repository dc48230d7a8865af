#include "cli/settings_hash.h"

#include <filesystem>
#include <typeinfo>

#include "bytes/checksum.h"
#include "bytes/folder_hash.h"
#include "core/built_in.h"
#include "core/error.h"

namespace dechaff::cli {

std::string settings_hash(const Options& options, const std::vector<StageSpec>& stages,
                          const std::vector<std::string>& files, const render::Writer& writer) {
  namespace fs = std::filesystem;
  bytes::Checksum sum;
  const auto add = [&](std::string_view value) {
    sum.add(std::to_string(value.size()) + ':');
    sum.add(value);
  };
  const auto add_all = [&](const std::vector<std::string>& values) {
    add(std::to_string(values.size()));
    for (const std::string& value : values) add(value);
  };
  add(DECHAFF_VERSION);
  add(built_in::folder_hash());
  for (const std::string& folder : options.rule_folders)
    add(bytes::folder_hash(RulesFolder(folder)));
  add_all(options.without_rules);
  add_all(options.only_kinds);
  add_all(options.languages);
  add_all({options.no_model ? "no model" : options.model, options.explain ? "explain" : "",
           options.strict ? "strict" : "", options.output, options.removed, options.meta,
           options.errors, std::to_string(options.shard_size), typeid(writer).name()});
  const formats::ReadOptions& reading = options.reading;
  add(options.shape);
  add(options.links ? "links" : "");
  add_all({options.summary.empty() ? "" : "summary", options.drop_empty ? "drop empty" : "",
           std::to_string(options.min_document_words)});
  add_all(options.fields);
  add_all({std::to_string(static_cast<int>(reading.format)), reading.html ? "html" : "",
           reading.text_field, reading.id_field, reading.host_field,
           std::to_string(reading.max_document), reading.encoding,
           std::string(reading.delimiter != '\0' ? 1 : 0, reading.delimiter)});
  for (const StageSpec& stage : stages) {
    add(stage.filter);
    for (const auto& [name, value] : stage.settings) add_all({name, value});
  }
  for (const std::string& file : files) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) {
      throw Error({file}, "with --checkpoint only files can be read", {},
                  "standard input and pipes cannot be read again");
    }
    add_all({file, std::to_string(size)});
  }
  return sum.hex();
}

}  // namespace dechaff::cli
