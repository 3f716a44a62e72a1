// The few shortcodes a bot for events is likely to use; others stay readable as :name:.

const EMOJI = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", tada: "🎉", rocket: "🚀", fire: "🔥", sparkles: "✨", star: "⭐",
  eyes: "👀", wave: "👋", pray: "🙏", clap: "👏", muscle: "💪", ok_hand: "👌", point_right: "👉", point_down: "👇",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", no_entry: "⛔", no_entry_sign: "🚫",
  warning: "⚠️", rotating_light: "🚨", information_source: "ℹ️", question: "❓", exclamation: "❗", bulb: "💡", bell: "🔔", no_bell: "🔕",
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", alarm_clock: "⏰", clock3: "🕒", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", stopwatch: "⏱️", zzz: "💤", crescent_moon: "🌙", sunny: "☀️",
  camera: "📷", camera_with_flash: "📸", frame_with_picture: "🖼️", art: "🎨", lower_left_paintbrush: "🖌️", clapper: "🎬",
  musical_note: "🎵", notes: "🎶", headphones: "🎧", microphone: "🎤", loudspeaker: "📢", mega: "📣", ticket: "🎫", tickets: "🎟️",
  round_pushpin: "📍", pushpin: "📌", link: "🔗", paperclip: "📎", memo: "📝", pencil: "✏️", pencil2: "✏️", wastebasket: "🗑️",
  bar_chart: "📊", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", mag: "🔍", gear: "⚙️", wrench: "🔧",
  lock: "🔒", unlock: "🔓", key: "🔑", iphone: "📱", computer: "💻", robot_face: "🤖", busts_in_silhouette: "👥",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrows_counterclockwise: "🔄", repeat: "🔁",
  large_green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠", red_circle: "🔴", large_blue_circle: "🔵",
  white_circle: "⚪", black_circle: "⚫", heart: "❤️", smile: "😄", slightly_smiling_face: "🙂", thinking_face: "🤔", partying_face: "🥳",
  sob: "😭", sweat_smile: "😅", joy: "😂", double_vertical_bar: "⏸️", arrow_forward: "▶️", fast_forward: "⏩", octagonal_sign: "🛑",
};

export function emoji(name) {
  return EMOJI[name] ?? `:${name}:`;
}
