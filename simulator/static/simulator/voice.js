// Speaking and listening through the browser, where it can; typing always works.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export class Voice {
  constructor({ onWords, onSilence, button }) {
    this.canSpeak = "speechSynthesis" in window;
    this.canListen = Boolean(Recognition);
    this.isLoud = this.canSpeak;
    this.onWords = onWords;
    this.onSilence = onSilence;
    this.button = button;
    this.isHandsFree = false;
    this.turn = "";
    this.language = "en-US";
    button.addEventListener("click", () => this.toggleListening());
  }

  /** Say what is new and, hands free, listen once it is the caller's turn. */
  follow(call, fresh) {
    if (!call || call.state === "ended") return this.stop();
    this.language = call.language || this.language;
    for (const line of fresh) if (line.author === "sara") this.speak(line.body);
    const turn = call.state === "speaking" ? "" : `${call.id}-${call.state}-${fresh.at(-1)?.id ?? ""}`;
    const hasBegun = turn && !this.turn;
    this.turn = turn;
    if (hasBegun && this.isHandsFree) this.listenWhenQuiet();
  }

  speak(words) {
    if (!this.isLoud) return;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = this.language;
    speechSynthesis.speak(utterance);
  }

  /** Stop talking: the caller has begun. */
  hush() {
    if (this.canSpeak) speechSynthesis.cancel();
  }

  toggleSound() {
    this.isLoud = !this.isLoud;
    if (!this.isLoud) this.hush();
    return this.isLoud;
  }

  toggleListening() {
    this.isHandsFree = !this.isHandsFree;
    this.button.setAttribute("aria-pressed", String(this.isHandsFree));
    if (!this.isHandsFree) return this.recognition?.abort();
    this.hush();
    this.listen();
  }

  listenWhenQuiet() {
    if (this.canSpeak && speechSynthesis.speaking) setTimeout(() => this.listenWhenQuiet(), 150);
    else if (this.isHandsFree && this.turn) this.listen();
  }

  listen() {
    this.recognition?.abort();
    const recognition = new Recognition();
    this.recognition = recognition;
    recognition.lang = this.language;
    let words = "";
    let problem = "";
    recognition.onresult = ({ results }) => { words = results[0][0].transcript; };
    recognition.onerror = ({ error }) => { problem = error; };
    recognition.onend = () => {
      if (recognition !== this.recognition) return;
      this.recognition = null;
      if (words) this.onWords(words);
      else if (problem === "no-speech" && this.isHandsFree && this.turn) this.onSilence();
      else if (problem && problem !== "aborted") this.toggleListening();
    };
    recognition.start();
  }

  stop() {
    this.hush();
    this.turn = "";
    const recognition = this.recognition;
    this.recognition = null;
    recognition?.abort();
    this.isHandsFree = false;
    this.button.setAttribute("aria-pressed", "false");
  }
}
