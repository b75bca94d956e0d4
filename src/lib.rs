#![forbid(unsafe_code)]
pub mod config;
pub mod db;
pub mod events;
pub mod forum;
pub mod i18n;
pub mod ids;
pub mod mail;
pub mod members;
pub mod pictures;
pub mod text;
pub mod web;
