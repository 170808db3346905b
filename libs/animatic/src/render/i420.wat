;; Turns opaque RGBA into planar 4:2:0 (I420), BT.709 in video range, rounded to the nearest level; chroma is the mean of its
;; four pixels. Coefficients are those of ITU-R BT.709 times 2^15; a sum of four pixels is shifted by two bits more. The offset of
;; each kind is its level of nothing (16, 128) and a half.
;; i420.wasm is this file assembled: `node dist/tools/assemble-i420.js` after a change. The spec compares them.
(module
  (memory (export "memory") 1)

  ;; Luma of the four pixels at $p. Not cut any finer: a call costs more than the work in it.
  (func $luma4 (param $p i32) (result v128)
    (local $pixels v128) (local $a v128) (local $b v128)
    (local.set $pixels (v128.load (local.get $p)))
    (local.set $a (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $pixels)) (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0)))
    (local.set $b (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $pixels)) (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0)))
    (i32x4.shr_s
      (i32x4.add
        (i32x4.add
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b))
          (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))
        (v128.const i32x4 540672 540672 540672 540672))
      (i32.const 15)))

  ;; Luma of the sixteen pixels at $p, written to $to.
  (func $luma16 (param $p i32) (param $to i32)
    (v128.store (local.get $to)
      (i8x16.narrow_i16x8_u
        (i16x8.narrow_i32x4_s (call $luma4 (local.get $p)) (call $luma4 (i32.add (local.get $p) (i32.const 16))))
        (i16x8.narrow_i32x4_s (call $luma4 (i32.add (local.get $p) (i32.const 32))) (call $luma4 (i32.add (local.get $p) (i32.const 48)))))))

  ;; Sums of the two blocks of 2 x 2 pixels at $p: r g b a r g b a.
  (func $blocks2 (param $p i32) (param $row i32) (result v128)
    (local $upper v128) (local $lower v128) (local $a v128) (local $b v128)
    (local.set $upper (v128.load (local.get $p)))
    (local.set $lower (v128.load (i32.add (local.get $p) (local.get $row))))
    (local.set $a (i16x8.add (i16x8.extend_low_i8x16_u (local.get $upper)) (i16x8.extend_low_i8x16_u (local.get $lower))))
    (local.set $b (i16x8.add (i16x8.extend_high_i8x16_u (local.get $upper)) (i16x8.extend_high_i8x16_u (local.get $lower))))
    (i16x8.add
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $b))
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $b))))

  ;; One plane's chroma of the four blocks whose sums are $a and $b.
  (func $chroma4 (param $a v128) (param $b v128) (param $plane v128) (result v128)
    (local.set $a (i32x4.dot_i16x8_s (local.get $a) (local.get $plane)))
    (local.set $b (i32x4.dot_i16x8_s (local.get $b) (local.get $plane)))
    (i32x4.shr_s
      (i32x4.add
        (i32x4.add
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b))
          (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))
        (v128.const i32x4 16842752 16842752 16842752 16842752))
      (i32.const 17)))

  ;; $width is even and at least 16, $height is even.
  (func (export "toI420") (param $from i32) (param $to i32) (param $width i32) (param $height i32)
    (local $x i32) (local $y i32) (local $p i32) (local $row i32) (local $u i32) (local $v i32) (local $at i32)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local.set $row (i32.shl (local.get $width) (i32.const 2)))
    (local.set $u (i32.add (local.get $to) (i32.mul (local.get $width) (local.get $height))))
    (local.set $v (i32.add (local.get $u) (i32.shr_u (i32.mul (local.get $width) (local.get $height)) (i32.const 2))))
    (loop $rows
      (local.set $x (i32.const 0))
      (loop $columns
        ;; The last step of a row goes back so far that it is a whole one.
        (if (i32.gt_s (local.get $x) (i32.sub (local.get $width) (i32.const 16)))
          (then (local.set $x (i32.sub (local.get $width) (i32.const 16)))))
        (local.set $p (i32.add (local.get $from) (i32.add (i32.mul (local.get $y) (local.get $row)) (i32.shl (local.get $x) (i32.const 2)))))
        (local.set $at (i32.add (local.get $to) (i32.add (i32.mul (local.get $y) (local.get $width)) (local.get $x))))
        (call $luma16 (local.get $p) (local.get $at))
        (call $luma16 (i32.add (local.get $p) (local.get $row)) (i32.add (local.get $at) (local.get $width)))
        (local.set $b0 (call $blocks2 (local.get $p) (local.get $row)))
        (local.set $b1 (call $blocks2 (i32.add (local.get $p) (i32.const 16)) (local.get $row)))
        (local.set $b2 (call $blocks2 (i32.add (local.get $p) (i32.const 32)) (local.get $row)))
        (local.set $b3 (call $blocks2 (i32.add (local.get $p) (i32.const 48)) (local.get $row)))
        (local.set $at (i32.add (i32.mul (i32.shr_u (local.get $y) (i32.const 1)) (i32.shr_u (local.get $width) (i32.const 1))) (i32.shr_u (local.get $x) (i32.const 1))))
        (v128.store64_lane 0 (i32.add (local.get $u) (local.get $at))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (call $chroma4 (local.get $b0) (local.get $b1) (v128.const i16x8 -3298 -11094 14392 0 -3298 -11094 14392 0))
              (call $chroma4 (local.get $b2) (local.get $b3) (v128.const i16x8 -3298 -11094 14392 0 -3298 -11094 14392 0)))
            (v128.const i64x2 0 0)))
        (v128.store64_lane 0 (i32.add (local.get $v) (local.get $at))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (call $chroma4 (local.get $b0) (local.get $b1) (v128.const i16x8 14392 -13073 -1319 0 14392 -13073 -1319 0))
              (call $chroma4 (local.get $b2) (local.get $b3) (v128.const i16x8 14392 -13073 -1319 0 14392 -13073 -1319 0)))
            (v128.const i64x2 0 0)))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br_if $columns (i32.lt_s (local.get $x) (local.get $width))))
      (local.set $y (i32.add (local.get $y) (i32.const 2)))
      (br_if $rows (i32.lt_s (local.get $y) (local.get $height)))))
)
