#include <stdexcept>

#include "bytes/decoded.h"
#include "cli/arguments.h"
#include "cli/option_sets.h"
#include "formats/csv.h"

namespace dechaff::cli {
namespace {

using formats::ReadOptions;

/// "auto|text|…".
std::string format_names() {
  std::string out = "auto";
  for (const formats::FormatInfo& info : formats::formats()) out += '|' + std::string(info.name);
  return out;
}

void set_format(Arguments& arguments, const std::string& name) {
  formats::Format& format = arguments.options.reading.format;
  format = formats::Format::automatic;
  for (const formats::FormatInfo& info : formats::formats()) {
    if (info.name == name) format = info.format;
  }
}

void set_delimiter(Arguments& arguments, const std::string& said) {
  const std::string read = said == "\\t" || said == "tab" ? "\t" : said;
  if (read.size() != 1 || formats::csv_delimiters.find(read.front()) == std::string_view::npos)
    throw std::invalid_argument("a delimiter is one of , ; | : ^ ~ and tab");
  arguments.options.reading.delimiter = read.front();
}

void set_encoding(Arguments& arguments, const std::string& name) {
  if (!bytes::is_encoding(name)) {
    throw std::invalid_argument("no character set that can be read is called '" + name +
                                "'; try auto, windows-1252, Shift_JIS, GB18030, UTF-16");
  }
  arguments.options.reading.encoding = name;
}

}  // namespace

OptionSet input_options() {
  return in_group(
      "Input",
      {row({"--files0-from"}, "FILE", "read the files' names from FILE, each ended by a NUL byte",
           at<&Arguments::options, &Options::files_from>),
       row({"--glob"}, "PATTERN", "of folders read the files that match; !PATTERN leaves out",
           at<&Arguments::options, &Options::globs>),
       row({"--format"}, format_names(),
           "how records are read (default auto: as the first bytes show)", set_format),
       row({"--text-field"}, "NAME", "JSONL field or CSV column of the text (default text)",
           at<&Arguments::options, &Options::reading, &ReadOptions::text_field>),
       row({"--id-field"}, "NAME", "JSONL field or CSV column of the id (default id)",
           at<&Arguments::options, &Options::reading, &ReadOptions::id_field>),
       row({"--delimiter"}, "CHAR",
           "of CSV: one of , ; | : ^ ~ or tab (default: as the first line has)", set_delimiter),
       row({"--encoding"}, "NAME|auto",
           "character set of the input, as iconv names it (default UTF-8)", set_encoding),
       row({"--max-document"}, "SIZE", "largest document, e.g. 100MB (default 1GiB)",
           at<&Arguments::options, &Options::reading, &ReadOptions::max_document>),
       row({"--strict"}, "", "stop at the first broken record",
           at<&Arguments::options, &Options::strict>),
       jobs_option()});
}

Option jobs_option() {
  return row({"-j", "--jobs"}, "N", "workers (default: all cores); same output at any number",
             at<&Arguments::options, &Options::jobs>, 1, 1024);
}

Option files_option(std::string_view help) {
  return row({"FILE"}, "FILE", std::string(help), at<&Arguments::options, &Options::files>);
}

Option html_option() {
  return {.names = {"--html"},
          .help = "pages (text, WARC responses) are HTML: read what they show",
          .target = at<&Arguments::options, &Options::reading, &ReadOptions::html>,
          .group = "Input"};
}

Option sample_option(std::string_view help) {
  return row({"--sample"}, "N|P%", std::string(help),
             [](Arguments& arguments, const std::string& size) {
               arguments.options.sample = sample_size(size);
             });
}

Option host_option() {
  return {.names = {"--host-field"},
          .value = "NAME",
          .help = "JSONL field or CSV column of the page's URL or host (default: the id)",
          .target = at<&Arguments::options, &Options::reading, &ReadOptions::host_field>,
          .group = "Input"};
}

}  // namespace dechaff::cli
