// What is drawn on the pad, as ink and as a text that gives the same ink again.
// helpers.explorers.digit_pad.drawing reads the text, too, and says how it is written.

import { clamp } from "../kit/arithmetic.js";
import { SIDE as DIGIT } from "../kit/digits.js";
import { drawLine, SIDE } from "./ink.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const FINE = 4, // places for a pixel of ink
  BEFORE = 24, // places before the first pixel, where the pen leaves no ink
  END = 383; // the last place
const MIDDLE = 32, // the letter of a step that stays where it is
  FARTHEST = 31; // places that one step can go

/** Ink that grows by lines. Points are [x, y] in pixels of ink. */
export class Drawing {
  /** @param {Uint8Array} examples digits that can lie under a drawing, one after the other */
  constructor(examples) {
    this.examples = examples;
    this.under = 0;
    this.strokes = "";
    /** @type {number[]} */
    this.at = [];
    this.ink = new Uint8Array(SIDE * SIDE);
  }

  /**
   * Begin anew, on an empty pad or on an example.
   * @param {number} example from 1; 0 for an empty pad
   */
  begin(example) {
    this.under = example;
    this.strokes = "";
    this.at = [];
    this.ink = new Uint8Array(SIDE * SIDE);
    if (example) enlarge(this.examples.subarray((example - 1) * DIGIT * DIGIT), this.ink);
  }

  /** The text; empty as long as there is no line. */
  get text() {
    return this.strokes && `${this.under || ""}${this.strokes}`;
  }

  /**
   * Draw what a text says.
   * @param {string} text
   */
  read(text) {
    const [under, ...strokes] = text.split(".");
    this.begin(Number(under));
    for (const stroke of strokes) {
      const [a, b, c, d, ...steps] = Array.from(stroke, (letter) => LETTERS.indexOf(letter));
      this.start([64 * a + b, 64 * c + d]);
      for (let step = 0; step < steps.length; step += 2)
        this.go([steps[step] - MIDDLE, steps[step + 1] - MIDDLE]);
    }
  }

  /**
   * Draw a line; where the last one has ended, it goes on.
   * @param {number[]} from
   * @param {number[]} to
   */
  line(from, to) {
    const [first, last] = [from, to].map((point) => point.map(placeOf));
    if (first.some((place, axis) => place !== this.at[axis])) this.start(first);
    const way = last.map((place, axis) => place - first[axis]);
    const steps = Math.ceil(Math.max(...way.map(Math.abs)) / FARTHEST);
    for (let step = 1; step <= steps; step++)
      this.go(
        way.map((far, axis) => first[axis] + Math.round((far * step) / steps) - this.at[axis]),
      );
  }

  /**
   * Put the pen down at a place.
   * @param {number[]} place
   */
  start(place) {
    this.strokes += `.${place.map((one) => LETTERS[one >> 6] + LETTERS[one & 63]).join("")}`;
    this.at = place;
    drawLine(this.ink, place.map(pixelOf), place.map(pixelOf));
  }

  /**
   * Draw on by so many places.
   * @param {number[]} step
   */
  go(step) {
    const next = this.at.map((place, axis) => clamp(place + step[axis], 0, END));
    this.strokes += step.map((one) => LETTERS[one + MIDDLE]).join("");
    drawLine(this.ink, this.at.map(pixelOf), next.map(pixelOf));
    this.at = next;
  }
}

/** @param {number} pixel */
function placeOf(pixel) {
  return clamp(Math.round(pixel * FINE) + BEFORE, 0, END);
}

/** @param {number} place */
function pixelOf(place) {
  return (place - BEFORE) / FINE;
}

/**
 * Each pixel of a digit becomes a square of ink.
 * @param {Uint8Array} digit
 * @param {Uint8Array} ink
 */
export function enlarge(digit, ink) {
  const square = SIDE / DIGIT;
  for (let at = 0; at < ink.length; at++) {
    const row = Math.floor(at / SIDE / square),
      column = Math.floor((at % SIDE) / square);
    ink[at] = digit[row * DIGIT + column];
  }
}
