// SPDX-License-Identifier: MPL-2.0
//! Prints the TypeScript file of the screens; `make types` keeps it in `kiosk-ui/src/wire/wire.ts`.

use std::io::Write as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Ok(std::io::stdout().write_all(api::typescript::file()?.as_bytes())?)
}
