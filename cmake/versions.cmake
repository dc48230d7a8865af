# The oldest version of each library. docs/versions.md has the same table, with what tests it; tests/versions compares the two.
set(oldest
  "g++ 12" "clang 14"
  "bzip2 1.0.8" "Catch2 2.13.10" "CLI11 2.1.2" "fmt 9.1.0" "gumbo 0.10.1" "ICU 72.1" "libdeflate 1.14" "lz4 1.9.4" "md4c 0.4.8" "oneTBB 2021.8" "simdjson 3.0.1"
  "toml++ 3.3.0" "xxHash 0.8.1" "xz 5.4.1" "zlib 1.2.13" "zstd 1.5.4")

# Stops with a message when `version` of `name` is older. An empty version is one that nobody knows: it passes.
function(require_version name version)
  foreach(row IN LISTS oldest)
    string(REPLACE " " ";" row "${row}")
    list(GET row 0 row_name)
    list(GET row 1 least)
    if(row_name STREQUAL name)
      if(version AND version VERSION_LESS least)
        message(FATAL_ERROR "${name} ${version} is too old: dechaff needs ${least} or newer (docs/versions.md)")
      endif()
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "cmake/versions.cmake has no row for ${name}")
endfunction()
