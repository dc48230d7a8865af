// The data of core/built_in.h, taken in by the assembler: DECHAFF_BUILT_IN names the file.

#define TEXT_OF(x) #x
#define NAME_OF(x) TEXT_OF(x)
#define SYMBOL NAME_OF(__USER_LABEL_PREFIX__) "dechaff_built_in"

#ifdef __APPLE__
#define SECTION ".const_data"
#define HIDDEN ".private_extern "
#define END ""
#else
#define SECTION ".section .rodata.dechaff_built_in,\"a\",%progbits"
#define HIDDEN ".hidden "
#define END ".type " SYMBOL ", %object\n.size " SYMBOL ", . - " SYMBOL "\n"
#endif

// clang-format off
__asm__(SECTION "\n"
        ".globl " SYMBOL "\n"
        HIDDEN SYMBOL "\n"
        ".balign 64\n"
        SYMBOL ":\n"
        ".incbin \"" DECHAFF_BUILT_IN "\"\n"
        END
        ".text\n");
