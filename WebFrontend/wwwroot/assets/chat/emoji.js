// The emoji that are used most, by the names that people type between colons.

export const Groups = [
  ['Faces', `grinning 😀 smile 😄 grin 😁 laughing 😆 joy 😂 rofl 🤣 slightly_smiling 🙂 upside_down 🙃 wink 😉 blush 😊 innocent 😇 hearts 🥰
    heart_eyes 😍 star_struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 zany 🤪 money_mouth 🤑 hugging 🤗 shushing 🤫 thinking 🤔 zipper_mouth 🤐
    raised_eyebrow 🤨 neutral 😐 expressionless 😑 smirk 😏 unamused 😒 roll_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷
    sick 🤒 nauseated 🤢 sneezing 🤧 hot 🥵 cold 🥶 dizzy 😵 exploding_head 🤯 cowboy 🤠 partying 🥳 sunglasses 😎 nerd 🤓 confused 😕 worried 😟 frowning 🙁
    open_mouth 😮 astonished 😲 flushed 😳 pleading 🥺 fearful 😨 cry 😢 sob 😭 scream 😱 disappointed 😞 weary 😩 tired 😫 yawning 🥱 triumph 😤 rage 😡
    skull 💀 poop 💩 clown 🤡 ghost 👻 alien 👽 robot 🤖`],
  ['Hands and hearts', `thumbsup 👍 thumbsdown 👎 ok_hand 👌 clap 👏 raised_hands 🙌 wave 👋 handshake 🤝 pray 🙏 muscle 💪 point_up ☝️ point_right 👉
    point_left 👈 point_down 👇 crossed_fingers 🤞 victory ✌️ call_me 🤙 fist ✊ punch 👊 writing ✍️ eyes 👀 brain 🧠 shrug 🤷 facepalm 🤦
    heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 broken_heart 💔 sparkling_heart 💖 hundred 💯`],
  ['Things', `fire 🔥 sparkles ✨ star ⭐ zap ⚡ boom 💥 tada 🎉 confetti 🎊 gift 🎁 balloon 🎈 trophy 🏆 medal 🏅 rocket 🚀 bulb 💡 bug 🐛 wrench 🔧 hammer 🔨
    gear ⚙️ lock 🔒 key 🔑 bell 🔔 mute 🔕 pin 📌 paperclip 📎 memo 📝 book 📖 calendar 📅 chart 📈 chart_down 📉 mail 📧 phone 📞 computer 💻 camera 📷
    hourglass ⏳ clock ⏰ moneybag 💰 package 📦 megaphone 📣 warning ⚠️ construction 🚧 stop 🛑 check ✅ x ❌ question ❓ exclamation ❗ plus ➕ minus ➖
    recycle ♻️ arrow_right ➡️ arrow_left ⬅️ white_flag 🏳️ checkered_flag 🏁`],
  ['Nature and food', `sun ☀️ moon 🌙 cloud ☁️ rain 🌧️ snowflake ❄️ rainbow 🌈 ocean 🌊 earth 🌍 tree 🌳 cactus 🌵 rose 🌹 sunflower 🌻 four_leaf 🍀 maple 🍁
    dog 🐶 cat 🐱 mouse 🐭 fox 🦊 bear 🐻 panda 🐼 penguin 🐧 bird 🐦 owl 🦉 unicorn 🦄 bee 🐝 butterfly 🦋 turtle 🐢 snake 🐍 whale 🐳 dolphin 🐬 octopus 🐙
    coffee ☕ tea 🍵 beer 🍺 wine 🍷 champagne 🍾 pizza 🍕 burger 🍔 fries 🍟 taco 🌮 sushi 🍣 bread 🍞 cheese 🧀 egg 🥚 apple 🍎 banana 🍌 cherry 🍒
    strawberry 🍓 avocado 🥑 cake 🎂 cookie 🍪 chocolate 🍫 popcorn 🍿`],
].map(([title, pairs]) => [title, pairs.split(/\s+/).reduce((found, word, i, words) => (i % 2 ? [...found, [words[i - 1], word]] : found), [])]);

const All = Groups.flatMap(([, emoji]) => emoji);

export function emojiBeginning(text) {
  const folded = text.toLowerCase();
  return [...All.filter(([name]) => name.startsWith(folded)), ...All.filter(([name]) => !name.startsWith(folded) && name.includes(folded))];
}
