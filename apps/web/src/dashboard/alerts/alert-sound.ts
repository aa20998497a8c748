const NOTES_HZ = [659.25, 880] as const
const NOTE_GAP_S = 0.14
const NOTE_S = 0.5
const PEAK_GAIN = 0.12
/** Exponential ramps cannot reach zero. */
const SILENCE_GAIN = 0.0001

export interface AlertSound {
  /** Browsers only give sound to a page somebody has touched: call on the first click or key. */
  unlock(): void
  isUnlocked(): boolean
  /** Two soft notes, once unlocked; before that, silence. */
  play(): void
}

/** The new-chat sound, made in the browser so that there is nothing to load. */
export function createAlertSound(): AlertSound {
  let audio: AudioContext | null = null
  return {
    unlock() {
      audio ??= new AudioContext()
    },
    isUnlocked: () => audio?.state === 'running',
    play() {
      if (audio?.state !== 'running') return
      for (const [index, hz] of NOTES_HZ.entries()) playNote(audio, hz, index * NOTE_GAP_S)
    },
  }
}

function playNote(audio: AudioContext, hz: number, delayS: number): void {
  const startS = audio.currentTime + delayS
  const gain = new GainNode(audio, { gain: SILENCE_GAIN })
  gain.gain.setValueAtTime(SILENCE_GAIN, startS)
  gain.gain.exponentialRampToValueAtTime(PEAK_GAIN, startS + 0.02)
  gain.gain.exponentialRampToValueAtTime(SILENCE_GAIN, startS + NOTE_S)
  gain.connect(audio.destination)
  const tone = new OscillatorNode(audio, { frequency: hz, type: 'sine' })
  tone.connect(gain)
  tone.start(startS)
  tone.stop(startS + NOTE_S)
}
