//! The ways in which people see a page: light and dark, wide and narrow.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use crate::audit;
use crate::browser::Browser;

/// Widths of screens, each with its height.
const WIDE: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (390, 844);

/// A browser, and a folder for pictures.
pub(crate) struct Looks<'a> {
    pub(crate) browser: &'a Browser,
    pub(crate) folder: Option<&'a Path>,
}

impl Looks<'_> {
    /// Audits the document shown in every way, and takes pictures if there is a folder. It is wide and light afterwards.
    pub(crate) async fn all(&self, name: &str) -> Result<()> {
        let mut faults = Vec::new();
        for (screen, (width, height)) in [("phone", PHONE), ("wide", WIDE)] {
            self.screen(width, height).await?;
            for scheme in ["dark", "light"] {
                self.scheme(scheme).await?;
                faults.extend(audit::faults(self.browser, width).await?.into_iter().map(|fault| format!("{screen}, {scheme}: {fault}")));
                if let Some(folder) = self.folder {
                    self.browser.shoot(&folder.join(format!("{name}-{screen}-{scheme}.png"))).await?;
                }
            }
        }
        ensure!(faults.is_empty(), "{name}:\n  {}", faults.join("\n  "));
        Ok(())
    }

    pub(crate) async fn screen(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.browser.tool("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    pub(crate) async fn scheme(&self, scheme: &str) -> Result<()> {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.browser.tool("Emulation.setEmulatedMedia", features).await.map(drop)
    }
}
