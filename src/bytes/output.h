#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bytes/interrupt.h"
#include "bytes/packing.h"

namespace dechaff::bytes {

/// Where bytes go: standard output ("-"), or a file that is written beside its final place and
/// renamed when all is well, so that the old one or the new one is there, never half of one. What
/// goes to a terminal goes there by text::visible.
class Output {
 public:
  enum class Existing { optional, required };

  /// Throws Error when it cannot be opened, or is required and not there.
  explicit Output(std::string path, Existing existing = Existing::optional);
  /// Goes on with a file of which `kept` bytes are safe; what follows them is cut off. It is
  /// written under part_name() and stays there when it is not finished. Throws Error, also when
  /// another process writes it.
  Output(std::string path, std::uint64_t kept);
  ~Output();  // an unfinished file is removed, unless it can be gone on with
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Throws Error when the bytes cannot be written, ClosedPipe when nobody reads any more.
  void write(std::string_view bytes);
  void flush();
  /// What is written is made for terminals: its colours pass.
  void pass_colours() { terminal_ = false; }
  /// Makes what was written safe against a crash. Throws Error.
  void sync();
  /// The parts of finish(), for many files at once: bytes/output_batch.h. All files of the file
  /// system are made safe, then each gets its name, then the folders are synced.
  void sync_file_system();
  void take_name();
  std::string folder() const;
  dev_t device() const;
  /// Flushes, syncs and renames; gives the file the mode of the one it replaces. Throws Error.
  void finish();

  /// Bytes of the file so far, with those that were kept and those that wait.
  std::uint64_t size() const { return written_ + buffer_.size(); }
  /// How the one who writes compresses, by the name of the file.
  Packing packing() const { return packing_; }

  static std::string part_name(const std::string& path) { return path + ".part"; }
  /// Gives a file that was written, but not finished, its name; nothing when it has it.
  static void put_in_place(const std::string& path);

 private:
  void put(std::string_view bytes);
  void send(std::string_view bytes);
  [[noreturn]] void fail(const std::string& what);

  std::string path_, temporary_;
  Packing packing_ = Packing::none;
  bool stays_ = false;     // when it is not finished
  bool terminal_ = false;  // standard output is one
  std::string held_;       // for a terminal: the begin of a character
  std::optional<RemovedOnSignal> removed_on_signal_;
  int fd_ = -1;
  std::string buffer_;
  std::uint64_t written_ = 0;
};

/// A new name in a folder is safe when the folder was synced. Not all file systems can.
void sync_folder(const std::string& folder);

/// The reader of a pipe has gone. Not an error: the program ends quietly.
struct ClosedPipe {};

}  // namespace dechaff::bytes
